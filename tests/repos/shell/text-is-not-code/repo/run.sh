#!/bin/sh
# . ./fake.sh
. ./real.sh # . ./fake.sh
echo ". ./fake.sh" 'source fake.sh'
cat <<'END'
. ./fake.sh
source fake.sh
END
source=fake.sh
printf '%s\n' source fake.sh
