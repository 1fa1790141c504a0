import company.web.b
