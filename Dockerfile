# One image for each service, from what `mvn package` gathered in <module>/target/app:
#   docker build --build-arg MODULE=adapter-ingress --build-arg MAIN=io.channeladapter.ingress.IngressMain -t adapter-ingress .
FROM eclipse-temurin:25-jre

ARG MODULE
ARG MAIN

RUN groupadd --system --gid 10001 adapter && useradd --system --uid 10001 --gid adapter --no-create-home adapter \
    && mkdir -p /var/lib/adapter && chown adapter:adapter /var/lib/adapter
COPY ${MODULE}/target/app /app

# State folders of the Kafka Streams services; a volume keeps them over a restart.
VOLUME /var/lib/adapter
USER adapter
ENV MAIN=${MAIN}
ENTRYPOINT ["/bin/sh", "-c", "exec java -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${JAVA_OPTS:-} -cp '/app/*' ${MAIN} \"$@\"", "adapter"]
