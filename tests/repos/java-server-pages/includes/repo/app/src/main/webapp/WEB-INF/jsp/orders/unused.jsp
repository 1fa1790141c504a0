<%@ page contentType="text/html" %>
