"""What mutations put in: words that lead a reader somewhere, and values made to break one."""

from __future__ import annotations

_LEADING = """
on 12 May 2014|in March|two days ago|last Tuesday|since 1931|between 2004 and 2006|from 9 to 11 May|the 1990s
mid-2011|on Christmas Eve|Q3 2012|fiscal 2013|Feb 29, 1900|31 February|at 5pm GMT|2011-09-10T23:59:60Z|5/6/07
by 2030|300 BC|AD 79|the day before yesterday|the week after next|for the first time|a decade later
some 3,000 years ago|until further notice|in the year 9999|Year 0|Prime Minister Ada Vane
the then foreign secretary|ex-President Rudolf Elphberg|Ruritania|Zenda|Sir John O'Neill-Smythe III
the European Union|Bank of Strelsau plc|Dr. Jr. St. No.|King Rudolf V|she said|said, “yes”
“it was the first,” he said|according to|did not|will|would have|was elected|died|became|resigned as|defeated
lost to|was born|beat|2-1|opened the bridge|more than 40 %|the largest|the only|the third|£3.4bn|1,234,567
half a million|per cent|but|who|which|. |! |? |; |: | - | -- |...|“|”|‘|’|(|)|[|]
"""
PHRASES = (*(phrase for line in _LEADING.strip().splitlines() for phrase in line.split("|")), "\n\n", "\n", "\t")
_CHARACTERS = (
    "\u202eevil\u202c|\u2066\u2069|\ufeff|\u200b\u200b\u200b\u200b|a\u0301\u0301\u0301|\U0001f469\u200d\U0001f680|\U000e0041"
    "|\x00|\x1b[2J|\r|\x85|\u2028|\ufffd|\ufffe|\U0010ffff|\u0130\u0131\u017f\ufb01|\xdf|\uff19\uff19\uff19|\u0663|\u216b"
    "|\u0661\u0662 \u0645\u0627\u064a\u0648 \u0662\u0660\u0661\u0664|\xb2\u2070\xb9\u2074|\xbd|\u2014\u2013\u2212|\xad"
)
_MANY = ("(", "“", ".", "-", "A.", "and ", "1/", "2014-", " of the", "\u200b", "a\u0301", "\n\n", "'s ")
_TRICKS = """
99999999999999999999 May 99999
1e309
0x7fffffff
=cmd|' /C calc'!A0
'; DROP TABLE statement; --
../../../etc/passwd
secret.txt
{{7*7}}
%s%n
${x}
<b>
&lt;
&#0;
&#x110000;
&#xd800;
]]>
<!--
http://127.0.0.1:9/x
file:///etc/passwd
"""
HOSTILE_TEXT = (*_CHARACTERS.split("|"), *(sign * 90 for sign in _MANY), *_TRICKS.strip().splitlines())
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_TAGS = """
<!DOCTYPE r [<!ENTITY x SYSTEM 'secret.txt'>]>
<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]>
<?xml version='1.1' encoding='utf-16'?>
<?xml version='1.0' encoding='utf-7'?>
<?xml-stylesheet href='secret.txt'?>
<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='secret.txt' parse='text'/>
<meta property='article:published_time' content='2011-02-30T25:61'>
<meta charset=utf-7>
<html lang='\x00'>
<p style='display : none'>
<div class='pull-quote'>
<svg><title>
<a b='
<a b="
<a b=c d=>
<p hidden>
"""
_SIGNS = (
    "&x; &l9; &lt; &#0; &#xffff; &#x1F600; &nbsp &amp;amp; &CounterClockwiseContourIntegral; <![CDATA[ ]]> "
    "<!-- --> <!--> <! </ < > <> </> <script> </script> <style> <title> <textarea> <noscript> <hr/> <h1> <aside>"
)
HOSTILE_MARKUP = (
    *_TAGS.strip().splitlines()[:2],
    f"<!DOCTYPE r [<!ENTITY l0 'ha'>{_LAUGHS}]>",
    f"<!DOCTYPE r [<!ENTITY a '{'a' * 2_000}'>]>{'&a;' * 500}",
    *_TAGS.strip().splitlines()[2:],
    *_SIGNS.split(),
    *(tag * 50 for tag in ("<br>", "</p>", "<p>", "<b>")),
)
_DATES = """
2004|2004-03|2004-03-09|2004-02-30|9999-12-31|0001-01-01|99999-01-01|-0044-03-15|2011-09-10T12:00:00Z
2011-09-10T12:00:00+14:00|2011-09-10T24:00:00-99:99|Thu, 1 Jan 1970 0:0:0 GMT
Thu, 99 Foo 9999 99:99:99 +9999|now|0|-0|-1|1|007|1e400|nan|inf
-inf|1_000|true|null|[]|{}|http://[::1|http://user:pw@host:99999/x|javascript:alert(1)|en|en-GB|utf-16|base64|usable|canceled
withheld|news|text/html; charset=utf-7|2004-W01|2004-060|--|2004-|٣
"""
VALUES = (
    *(value for line in _DATES.strip().splitlines() for value in line.split("|")),
    *("", " ", "1" * 30, "1" * 5_000, "x" * 300, "urn:x:" + "y" * 300),
)
SCALARS: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1, 10**18, -(10**30), 1.5, 1e308, -0.0, [], {}, [[]], [None], {"": None}),
    *("\ud800", "a\udfff", "\x00", "opinion", "headline", "body", "Ada Vane", "<p>x</p>"),
    *VALUES,
)
NAMES = (
    *"../secret.txt|/etc/passwd|..\\secret.txt|secret.txt||con|x\x00y|\u202e.xml|[Content_Types].xml|_rels/.rels".split(
        "|"
    ),
    *"word/document.xml|word/styles.xml|manifest.json|store.sqlite|store.pgdump".split("|"),
    *("a/" * 400, "\xe9" * 300),
)
