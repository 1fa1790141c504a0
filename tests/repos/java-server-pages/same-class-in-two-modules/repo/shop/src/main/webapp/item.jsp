<%@ page import="org.den.Item" %>
<%@ page import="java.util.Map" %>
<%= new Item() %>
