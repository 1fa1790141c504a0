<%@ include file="/WEB-INF/head.jspf" %>
