"""Abbreviations that carry a stop, by what may follow them: one table for cutting sentences and words."""

from __future__ import annotations


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


BEFORE_NAMES = _words(
    "Mr Mrs Ms Mx Dr Prof Messrs Mme Mlle Msgr Fr Rev Revd Hon Rt St Ste Mt Ft Pt "
    "Gen Lt Col Capt Cpt Sgt Maj Adm Cmdr Cdr Brig Cpl Pfc Flt Sqn Wg Ens Insp Supt Det Const Dep Asst "
    "Sen Rep Gov Pres Amb Cllr Coun Ald Atty Smt Shri Sh Thiru Tmt"
)
"""Forms of address, ranks and saints. Apart from those in `MAY_END` they never end a sentence."""
BEFORE_NUMBERS = _words("No Nos Nr Rs Re Art Arts Sec Secs Fig Figs Vol Vols Ch Op pp p approx ca c cf")
"""No boundary where a figure follows: "No. 10", "Rs. 40 crore"."""
DATES = _words("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun")
"""Months and days of the week."""
UNITS = _words("ft in lb lbs oz mi hrs min kg km cm mm sq cu")
"""Measures, as abbreviations only after a figure."""
MAY_END = _words(
    "Inc Ltd Co Corp Bros Cos Jr Sr St Ave Rd Blvd Utd Esq Dept Univ Govt Pvt Pty Mfg Intl Est retd dept govt"
)
"""Firms, streets and the like: they end a sentence only where a function word with a capital follows."""
NEVER_END = (BEFORE_NAMES - MAY_END) | {"vs", "v", "viz"}
"""What always goes on."""
TOKENS = DATES | _words(
    "Mr Mrs Ms Mx Dr Prof Messrs Mme Mlle St Gen Sen Rep Gov Lt Col Capt Sgt Maj Adm Cmdr Brig Cpl Rev Hon Insp Supt "
    "Det Cllr Ald Smt Jr Sr vs No Nos Rs Inc Ltd Co Corp Utd approx ca cf Ave Mt Ft"
)
"""Those that make one word with their stop, as treebanks cut them."""
