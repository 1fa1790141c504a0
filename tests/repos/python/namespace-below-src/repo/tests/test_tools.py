from company.tools import value
