<%@ page contentType="text/html" %>
<jsp:include
    page='a.jsp'>
  <jsp:param name="page" value="c.jsp"/>
</jsp:include>
