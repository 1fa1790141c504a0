module keys[exactly elem]
sig Key { opens: elem }
