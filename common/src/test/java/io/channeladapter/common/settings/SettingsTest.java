package io.channeladapter.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    enum Colour {
        RED,
        DARK_BLUE
    }

    private static final Key<String> NAME = Key.text("ingress.name", "Its name.");
    private static final Key<String> HOST = Key.text("ingress.bind-host", "0.0.0.0", "Where it listens.");
    private static final Key<Integer> PORT = Key.port("ingress.port", 8080, "Its port.");
    private static final Key<Duration> WAIT = Key.duration("ingress.wait", "2500ms", "How long.");
    private static final Key<Long> SIZE = Key.size("ingress.size", "1MiB", "How much.");
    private static final Key<URI> URL = Key.url("ingress.url", "https://example.com", "Where to.");
    private static final Key<Path> FOLDER = Key.path("ingress.folder", "data", "Which folder.");
    private static final Key<Colour> COLOUR = Key.oneOf("ingress.colour", Colour.class, Colour.RED, "Which colour.");
    private static final Key<Secret> TOKEN = Key.secret("ingress.token", "Opens the door.");
    private static final List<Key<?>> KEYS = List.of(NAME, HOST, PORT, WAIT, SIZE, URL, FOLDER, COLOUR, TOKEN);

    private static final Map<String, String> LEAST = Map.of("ADAPTER_INGRESS_NAME", "n", "ADAPTER_INGRESS_TOKEN", "t");

    @TempDir
    Path dir;

    @Test
    void whatIsNotSetHasItsDefault() throws InvalidSettingsException {
        Settings settings = Settings.load(KEYS, LEAST);

        assertThat(settings.get(HOST)).isEqualTo("0.0.0.0");
        assertThat(settings.get(PORT)).isEqualTo(8080);
        assertThat(settings.get(WAIT)).isEqualTo(Duration.ofMillis(2500));
        assertThat(settings.get(SIZE)).isEqualTo(1_048_576);
        assertThat(settings.get(URL)).isEqualTo(URI.create("https://example.com"));
        assertThat(settings.get(FOLDER)).isEqualTo(Path.of("data"));
        assertThat(settings.get(COLOUR)).isEqualTo(Colour.RED);
    }

    @Test
    void everyKeyIsReadFromTheEnvironment() throws InvalidSettingsException {
        Settings settings = Settings.load(
                KEYS,
                Map.of(
                        "ADAPTER_INGRESS_NAME", " n ",
                        "ADAPTER_INGRESS_BIND_HOST", "::1",
                        "ADAPTER_INGRESS_PORT", "0",
                        "ADAPTER_INGRESS_WAIT", "3s",
                        "ADAPTER_INGRESS_SIZE", "64KiB",
                        "ADAPTER_INGRESS_URL", "http://localhost:1/",
                        "ADAPTER_INGRESS_FOLDER", "other",
                        "ADAPTER_INGRESS_COLOUR", "dark-blue",
                        "ADAPTER_INGRESS_TOKEN", "t"));

        assertThat(settings.get(NAME)).isEqualTo("n");
        assertThat(settings.get(HOST)).isEqualTo("::1");
        assertThat(settings.get(PORT)).isZero();
        assertThat(settings.get(WAIT)).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.get(SIZE)).isEqualTo(65_536);
        assertThat(settings.get(URL)).isEqualTo(URI.create("http://localhost:1"));
        assertThat(settings.get(FOLDER)).isEqualTo(Path.of("other"));
        assertThat(settings.get(COLOUR)).isEqualTo(Colour.DARK_BLUE);
        assertThat(settings.get(TOKEN)).isEqualTo(new Secret("t"));
    }

    @ParameterizedTest
    @CsvSource({"1ms,PT0.001S", "90s,PT1M30S", "5m,PT5M", "2h,PT2H", "7d,PT168H", "36500d,PT876000H"})
    void aSpanOfTimeHasAUnit(String text, Duration expected) {
        assertThat(WAIT.parser().apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0B,0", "512B,512", "2KiB,2048", "1GiB,1073741824"})
    void aSizeHasAUnit(String text, long expected) {
        assertThat(SIZE.parser().apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ADAPTER_INGRESS_PORT,65536",
        "ADAPTER_INGRESS_PORT,-1",
        "ADAPTER_INGRESS_PORT,http",
        "ADAPTER_INGRESS_PORT,''",
        "ADAPTER_INGRESS_WAIT,30",
        "ADAPTER_INGRESS_WAIT,-1s",
        "ADAPTER_INGRESS_WAIT,1 s",
        "ADAPTER_INGRESS_WAIT,999999999999d",
        "ADAPTER_INGRESS_SIZE,64",
        "ADAPTER_INGRESS_SIZE,64KB",
        "ADAPTER_INGRESS_SIZE,999999999999GiB",
        "ADAPTER_INGRESS_URL,example.com",
        "ADAPTER_INGRESS_URL,ftp://example.com",
        "ADAPTER_INGRESS_URL,https:///path",
        "ADAPTER_INGRESS_COLOUR,RED",
        "ADAPTER_INGRESS_COLOUR,green",
        "ADAPTER_INGRESS_BIND_HOST,' '",
        "ADAPTER_INGRESS_FOLDER,''"
    })
    void refusesABadValueAndSaysWhatIsExpected(String name, String value) {
        List<String> problems = problems(name, value);

        assertThat(problems).singleElement().asString().startsWith(name + "=" + value + " is not allowed: expected ");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        List<String> problems = problemsOf(
                Map.of("ADAPTER_INGRESS_PORT", "x", "ADAPTER_INGRESS_PROT", "8080", "ADAPTER_KAFKA_ACKS", "0"));

        assertThat(problems)
                .anySatisfy(p -> assertThat(p).startsWith("ADAPTER_INGRESS_NAME is not set: Its name."))
                .anySatisfy(p -> assertThat(p).startsWith("ADAPTER_INGRESS_TOKEN is not set"))
                .anySatisfy(p -> assertThat(p).startsWith("ADAPTER_INGRESS_PORT=x"))
                .anySatisfy(p -> assertThat(p).startsWith("ADAPTER_INGRESS_PROT: no service knows this setting"))
                .anySatisfy(p -> assertThat(p).startsWith("kafka.acks:"))
                .hasSize(5);
    }

    @Test
    void passesOverWhatOtherServicesAndTheSharedKeysAreSetBy() throws InvalidSettingsException {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put("ADAPTER_EGRESS_THREADS", "2");
        environment.put("ADAPTER_SECRETS_KEYSET_FILE", "keyset.json");
        environment.put("ADAPTER_TWITTER_TIMEOUT", "1s");
        environment.put("PATH", "x");

        List<Key<?>> withOneOfTwitter = List.of(NAME, TOKEN, SharedKeys.TWITTER_URL);

        assertThat(Settings.load(withOneOfTwitter, environment).get(NAME)).isEqualTo("n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADAPTER_INGRES_PORT", "ADAPTER_PORT", "ADAPTER_INGRESS_TOKEN_FILES", "ADAPTER_"})
    void refusesANameThatNoServiceKnows(String name) {
        assertThat(problems(name, "1")).singleElement().asString().startsWith(name + ": no service knows");
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws IOException, InvalidSettingsException {
        Path file = write("ingress.name=file\ningress.bind-host=file\ningress.token=t\nkafka.retries=3\n");

        Settings settings = Settings.load(
                KEYS, Map.of("ADAPTER_SETTINGS_FILE", file.toString(), "ADAPTER_INGRESS_NAME", "environment"));

        assertThat(settings.get(NAME)).isEqualTo("environment");
        assertThat(settings.get(HOST)).isEqualTo("file");
        assertThat(settings.kafka()).isEqualTo(Map.of("retries", "3"));
    }

    @Test
    void aFileThatCannotBeReadIsAProblemAndNoException() throws IOException {
        assertThat(problems("ADAPTER_SETTINGS_FILE", dir.resolve("none").toString()))
                .singleElement()
                .asString()
                .contains("cannot be read");
        assertThat(problems("ADAPTER_SETTINGS_FILE", write("ingress.name=\\u12").toString()))
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    @Test
    void aSecretMayComeFromAFile() throws IOException, InvalidSettingsException {
        Path file = write("hunter2\n");

        Settings settings =
                Settings.load(KEYS, Map.of("ADAPTER_INGRESS_NAME", "n", "ADAPTER_INGRESS_TOKEN_FILE", file.toString()));

        assertThat(settings.get(TOKEN).reveal()).isEqualTo("hunter2");
    }

    @Test
    void anEmptyOrMissingSecretFileIsAProblem() throws IOException {
        Map<String, String> empty = Map.of(
                "ADAPTER_INGRESS_NAME",
                "n",
                "ADAPTER_INGRESS_TOKEN_FILE",
                write("\n").toString());
        Map<String, String> missing = Map.of(
                "ADAPTER_INGRESS_NAME",
                "n",
                "ADAPTER_INGRESS_TOKEN_FILE",
                dir.resolve("none").toString());

        assertThat(problemsOf(empty)).containsExactly("ADAPTER_INGRESS_TOKEN is not allowed: expected secret");
        assertThat(problemsOf(missing)).singleElement().asString().endsWith("cannot be read");
    }

    @Test
    void g9_theValueOfASecretIsInNoProblem() {
        Key<Secret> picky = new Key<>("ingress.pin", "digits", null, true, "A PIN.", true, text -> {
            throw new IllegalArgumentException(text);
        });

        InvalidSettingsException thrown = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> Settings.load(List.of(picky), Map.of("ADAPTER_INGRESS_PIN", "hunter2")));

        assertThat(thrown.problems()).containsExactly("ADAPTER_INGRESS_PIN is not allowed: expected digits");
        assertThat(thrown).hasMessageNotContaining("hunter2");
    }

    @Test
    void whatStandsUnderKafkaGoesToTheClients() throws InvalidSettingsException {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", "k:9092");
        environment.put("ADAPTER_KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("ADAPTER_KAFKA_SASL_JAAS_CONFIG", "password=hunter2");

        Settings settings = Settings.load(List.of(NAME, TOKEN, KafkaClients.BOOTSTRAP), environment);
        KafkaClients clients = KafkaClients.of(settings, "adapter-ingress");

        assertThat(clients.properties())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "k:9092",
                        "client.id", "adapter-ingress",
                        "security.protocol", "SASL_SSL",
                        "sasl.jaas.config", "password=hunter2"));
        assertThat(clients).asString().doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACKS",
                "ENABLE_IDEMPOTENCE",
                "ENABLE_AUTO_COMMIT",
                "ISOLATION_LEVEL",
                "PROCESSING_GUARANTEE",
                "AUTO_OFFSET_RESET",
                "TRANSACTIONAL_ID",
                "GROUP_ID",
                "APPLICATION_ID",
                "PRODUCER_ACKS",
                "MAIN_CONSUMER_ISOLATION_LEVEL"
            })
    void refusesClientSettingsThatTheGuaranteesRestOn(String name) {
        assertThat(problems("ADAPTER_KAFKA_" + name, "x"))
                .singleElement()
                .asString()
                .contains("the adapter sets this itself");
    }

    @Test
    void aKeyThatNeedNotBeSetMayBeMissing() throws InvalidSettingsException {
        Key<String> optional = new Key<>("ingress.note", "text", null, false, "A note.", false, text -> text);

        assertThat(Settings.load(List.of(optional), Map.of()).find(optional)).isEmpty();
        assertThat(Settings.load(List.of(optional), Map.of("ADAPTER_INGRESS_NOTE", "x"))
                        .find(optional))
                .contains("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "WARN", "INFO", "DEBUG"})
    void knowsTheLogLevels(String level) {
        assertThat(SharedKeys.LOG_LEVEL.parser().apply(level)).isEqualTo(level);
    }

    @Test
    void theTableHasOneRowAKey() {
        assertThat(SettingsTable.of(List.of(NAME, COLOUR, TOKEN))).isEqualTo("""
                        | setting | in the environment | form | default | what it is |
                        |---|---|---|---|---|
                        | `ingress.name` | `ADAPTER_INGRESS_NAME` | text | must be set | Its name. |
                        | `ingress.colour` | `ADAPTER_INGRESS_COLOUR` | red or dark-blue | `red` | Which colour. |
                        | `ingress.token` | `ADAPTER_INGRESS_TOKEN` or a file by `ADAPTER_INGRESS_TOKEN_FILE` | secret | must be set | Opens the door. |
                        """);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(dir, "settings", ""), text);
    }

    private static List<String> problems(String name, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(name, value);
        return problemsOf(environment);
    }

    private static List<String> problemsOf(Map<String, String> environment) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> Settings.load(KEYS, environment))
                .problems();
    }
}
