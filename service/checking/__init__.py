"""Claims against what is known: findings by visible rules, verdicts by one table, a score by documented bands."""

from service.checking.comparing import Comparer, EvidenceLine, Learning
from service.checking.judgement import Judgement, judge
from service.checking.retelling import Retold
from service.checking.rules import RULES, RuleDescription, rules

__all__ = ["RULES", "Comparer", "EvidenceLine", "Judgement", "Learning", "Retold", "RuleDescription", "judge", "rules"]
