<%@ page contentType="text/html" %>
<jsp:include page="b.jsp?depth=1"/>
<jsp:include page="gone.jsp"/>
<jsp:include page="${view}.jsp"/>
