"""Claims against what is known: findings by visible rules, verdicts by one table, a score by documented bands."""

from service.checking.comparing import Comparer, EvidenceLine
from service.checking.evidence import EvidenceSentence
from service.checking.judgement import Judgement, judge
from service.checking.retelling import Retold
from service.checking.rules import RULES, RuleDescription, rules

__all__ = ["RULES", "Comparer", "EvidenceLine", "EvidenceSentence", "Judgement", "Retold", "RuleDescription", "judge", "rules"]
