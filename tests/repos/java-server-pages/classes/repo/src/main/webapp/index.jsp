<%@ page language="java"
    import="java.util.List, org.mill.shop.Cart,org.mill.shop.model.*" %>
<%@ page extends="org.mill.web.BasePage" %>
<jsp:useBean id="clock" scope="page" class="org.mill.shop.Clock"/>
<% List<Cart> carts = null; String s = "org.mill.shop.Unused"; %>
