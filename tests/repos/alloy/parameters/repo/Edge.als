module Edge
