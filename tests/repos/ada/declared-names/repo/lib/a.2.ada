with Beta;
package body Alpha is
end Alpha;
