from company.tools import a
from company.tools.a import value
