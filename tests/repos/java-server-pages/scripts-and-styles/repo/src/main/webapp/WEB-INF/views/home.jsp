<%@ page contentType="text/html" %>
<link rel="stylesheet" href="${pageContext.request.contextPath}/css/home.css">
<link rel="stylesheet" href="<c:url value="/css/print.css"/>">
<script src="<%= request.getContextPath() %>/js/home.js?v=2"></script>
<script type="text/javascript" src="//cdn.example.org/js/unused.js"></script>
<script src="<c:url value='/webjars/unused.js'/>"></script>
