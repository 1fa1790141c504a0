source `dirname $0`/env.csh
