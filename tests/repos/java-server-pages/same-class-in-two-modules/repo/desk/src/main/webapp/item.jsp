<%@ page import="org.den.Item"%><%@ page import="org.den.Price"%>
<%= new Item() %>
