<%@ page contentType="text/html" %>
<%@ include file="../common/top.jspf" %>
<%@include file='row.jsp'%>
<jsp:include page="/WEB-INF/jsp/common/menu.jsp" flush="true"/>
<%-- <%@ include file="unused.jsp" %> --%>
<!-- <jsp:include page="unused.jsp"/> -->
<jsp:include page="<%= chosen %>"/>
<jsp:include page="missing.jsp"/>
<c:import url="https://example.org/unused.jsp"/>
<c:import var="foot" url="../common/foot.jsp"/>
<a href="unused.jsp">next</a>
