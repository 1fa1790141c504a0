@set ROOT=%~dp0
