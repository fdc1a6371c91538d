"""A question in, a cited answer out.

>>> from qa import Assistant, Answer, Citation
"""

from qa.answers import Answer, Citation
from qa.assistant import Assistant, Considered
from qa.decide import Calibration
from qa.settings import QaSettings

__all__ = ["Answer", "Assistant", "Calibration", "Citation", "Considered", "QaSettings"]
