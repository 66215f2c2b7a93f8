package io.channeladapter.egress.fetch;

import io.channeladapter.common.media.MediaFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * Downloads a file from an address that a bot wrote. Each connection is new and goes to an address that the rule allows,
 * also after a redirect; no proxy, no cookie, no compression; what is longer than it may be is cut off. Safe for many
 * threads.
 */
final class Downloader implements AutoCloseable {
    private static final int MOST_REDIRECTS = 3;
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout STILL = Timeout.ofSeconds(10);
    private static final int BUFFER_BYTES = 1 << 16;

    private final FetchRule rule;
    private final TemporaryFiles files;
    private final long maxBytes;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("media-fetch-watch").daemon().factory());

    Downloader(FetchRule rule, CheckedNames.Lookup lookup, TemporaryFiles files, FetchConfig config) {
        this.rule = rule;
        this.files = files;
        this.maxBytes = config.maxBytes();
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedNames(rule, lookup))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(16_384)
                                        .setMaxHeaderCount(200)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(STILL)
                                .build())
                        .setMaxConnTotal(config.atOnce())
                        .setMaxConnPerRoute(config.atOnce())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(STILL)
                        .setConnectionRequestTimeout(CONNECT)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setRoutePlanner(new DefaultRoutePlanner(null)) // no proxy, whatever the machine is set to
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("channel-adapter")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .build();
    }

    /** Stops what is under way. */
    @Override
    public void close() {
        watch.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Downloads once.
     *
     * @param within how long it may take
     * @throws UncheckedIOException where this machine's disk is in trouble
     */
    Download download(URI address, Duration within) {
        URI at = address;
        long begun = System.nanoTime();
        for (int redirects = 0; ; redirects++) {
            String which = redirects == 0 ? "" : "redirects to an address that ";
            Optional<String> wrong = rule.against(at);
            if (wrong.isPresent()) {
                return new Download.Refused(FetchResult.BAD_ADDRESS, which + wrong.get());
            }
            Duration left = within.minusNanos(System.nanoTime() - begun);
            switch (ask(at, left, which)) {
                case Asked.Ended(Download download) -> {
                    return download;
                }
                case Asked.Elsewhere(String location) -> {
                    if (redirects == MOST_REDIRECTS) {
                        return new Download.Refused(
                                FetchResult.BAD_REDIRECT, "redirects more than " + MOST_REDIRECTS + " times");
                    }
                    try {
                        at = at.resolve(new URI(location));
                    } catch (URISyntaxException e) {
                        return new Download.Refused(FetchResult.BAD_REDIRECT, "redirects to what is no address");
                    }
                }
            }
        }
    }

    private sealed interface Asked {
        record Ended(Download download) implements Asked {}

        record Elsewhere(String location) implements Asked {}
    }

    private Asked ask(URI address, Duration left, String which) {
        if (!left.isPositive()) {
            return failed(FetchResult.TIMED_OUT, which + "did not answer in time");
        }
        // The client itself would write a question mark for each letter that is none of Latin-1.
        HttpGet request = new HttpGet(URI.create(address.toASCIIString()));
        request.setHeader(HttpHeaders.ACCEPT, "image/*, video/*");
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        Future<?> alarm = watch.schedule(request::abort, left.toNanos(), TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse response =
                    client.executeOpen(RoutingSupport.determineHost(request), request, HttpClientContext.create());
            try {
                return read(response, which);
            } finally {
                end(request, response);
            }
        } catch (CheckedNames.Forbidden e) {
            return new Asked.Ended(new Download.Refused(FetchResult.FORBIDDEN_ADDRESS, which + e.getMessage()));
        } catch (UnknownHostException e) {
            return failed(FetchResult.UNKNOWN_HOST, which + "has a host whose name cannot be looked up");
        } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
            return new Asked.Ended(new Download.Refused(
                    FetchResult.BAD_CERTIFICATE, which + "has no certificate that can be trusted"));
        } catch (IOException | HttpException e) {
            return request.isAborted()
                    ? failed(FetchResult.TIMED_OUT, which + "did not answer in time")
                    : failed(FetchResult.UNREACHABLE, which + "cannot be reached, or breaks off");
        } finally {
            alarm.cancel(false);
        }
    }

    // The connection first: closing what is read from would read to its end what nobody wants.
    private static void end(HttpGet request, ClassicHttpResponse response) {
        request.abort();
        try {
            response.close();
        } catch (IOException e) {
            // Its connection is gone, as it should be.
        }
    }

    private Asked read(ClassicHttpResponse response, String which) throws IOException {
        int status = response.getCode();
        return switch (status) {
            case 200 -> new Asked.Ended(body(response, which));
            case 301, 302, 303, 307, 308 -> {
                Header location = response.getFirstHeader(HttpHeaders.LOCATION);
                yield location == null || location.getValue() == null
                        ? new Asked.Ended(
                                new Download.Refused(FetchResult.BAD_REDIRECT, which + "redirects to nowhere"))
                        : new Asked.Elsewhere(utf8(location.getValue()));
            }
            case 408, 425, 429 -> failed(FetchResult.HOST_IN_TROUBLE, which + "answers with HTTP status " + status);
            default ->
                status >= 500
                        ? failed(FetchResult.HOST_IN_TROUBLE, which + "answers with HTTP status " + status)
                        : new Asked.Ended(new Download.Refused(
                                FetchResult.REFUSED_BY_HOST, which + "answers with HTTP status " + status));
        };
    }

    // The client reads a header as Latin-1; an address in it that is not ASCII is UTF-8, as for a browser.
    private static String utf8(String header) {
        return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private Download body(ClassicHttpResponse response, String which) throws IOException {
        Header encoding = response.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !"identity".equalsIgnoreCase(encoding.getValue())) {
            return new Download.Refused(
                    FetchResult.NOT_MEDIA, which + "gives the file compressed, though that was not asked for");
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Download.Refused(FetchResult.NOT_MEDIA, which + "gives an empty file");
        }
        // Not closed here: that would read to its end what nobody wants. It ends with its connection.
        InputStream bytes = entity.getContent();
        byte[] head = bytes.readNBytes(MediaFormat.HEAD_BYTES);
        Optional<MediaFormat> format = MediaFormat.of(head);
        if (format.isEmpty()) {
            return new Download.Refused(
                    FetchResult.NOT_MEDIA,
                    which + "gives " + (head.length == 0 ? "an empty file" : "no JPEG, PNG, GIF, WebP, MP4 or MOV"));
        }
        long most = Math.min(maxBytes, format.get().category().mostBytes());
        return entity.getContentLength() > most
                ? tooLarge(which, format.get(), most)
                : keep(head, bytes, format.get(), most, which);
    }

    private Download keep(byte[] head, InputStream bytes, MediaFormat format, long most, String which)
            throws IOException {
        Path file = onDisk(files::create);
        boolean kept = false;
        try (OutputStream out = onDisk(() -> Files.newOutputStream(file))) {
            byte[] buffer = Arrays.copyOf(head, BUFFER_BYTES);
            long size = 0;
            for (int read = head.length; read >= 0; read = bytes.read(buffer)) {
                size += read;
                if (size > most) {
                    return tooLarge(which, format, most);
                }
                int length = read;
                onDisk(() -> {
                    out.write(buffer, 0, length);
                    return out;
                });
            }
            kept = true;
            return new Download.Done(file, format, size);
        } finally {
            if (!kept) {
                TemporaryFiles.delete(file);
            }
        }
    }

    private static Download tooLarge(String which, MediaFormat format, long most) {
        return new Download.Refused(
                FetchResult.TOO_LARGE,
                which + "gives more than " + most + " bytes, the most that is taken of " + format.contentType());
    }

    private static Asked failed(FetchResult why, String detail) {
        return new Asked.Ended(new Download.Failed(why, detail));
    }

    private interface DiskWork<T> {
        T run() throws IOException;
    }

    // Trouble of this disk must not be taken for trouble of the other side.
    private static <T> T onDisk(DiskWork<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How names are looked up on this machine. */
    static InetAddress[] lookUp(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }
}
