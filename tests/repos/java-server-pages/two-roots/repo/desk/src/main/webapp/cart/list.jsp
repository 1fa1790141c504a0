<%@ page contentType="text/html" %>
<%@ include file="/WEB-INF/head.jspf" %>
<jsp:include page="/WEB-INF/foot.jspf"/>
