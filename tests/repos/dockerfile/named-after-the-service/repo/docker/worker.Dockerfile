FROM alpine:3
# COPY docker/unused.sh /
LABEL usage="COPY docker/unused.sh /"
ENV NOTE="./docker/unused.sh"
COPY docker/worker.sh docker/gone.sh /
