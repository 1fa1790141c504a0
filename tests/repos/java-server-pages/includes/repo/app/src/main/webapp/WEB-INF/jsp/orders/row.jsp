<%@ page contentType="text/html" %>
<tr></tr>
