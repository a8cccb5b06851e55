# Build: docker build -t herald .
# Run:   docker run -v "$PWD/config.yaml:/etc/herald/config.yaml:ro" -v herald:/var/lib/herald \
#          -e HERALD_TELEGRAM_TOKEN_FILE=/run/secrets/telegram -v "$PWD/telegram.token:/run/secrets/telegram:ro" herald
# Herald runs as user 65532, who must be able to read both files.
# In that config.yaml, keep the database in the volume: store: /var/lib/herald/herald.db
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /herald ./cmd/herald \
 && mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /herald /herald
COPY --from=build --chown=65532:65532 /data /var/lib/herald
USER 65532:65532
VOLUME /var/lib/herald
WORKDIR /var/lib/herald
STOPSIGNAL SIGTERM
ENTRYPOINT ["/herald"]
CMD ["run", "--config", "/etc/herald/config.yaml"]
