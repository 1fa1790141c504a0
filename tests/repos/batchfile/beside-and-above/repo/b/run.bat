call env
