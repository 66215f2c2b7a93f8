package io.channeladapter.system;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the layout, held against the compiled classes of every module. */
class ArchitectureTest {
    private static final String ROOT = "io.channeladapter";
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(ROOT);

    /** Steps that are pure: no Kafka, no HTTP, no clock, no chance. */
    private static final String[] PURE = {
        "io.channeladapter.ingress.verify..",
        "io.channeladapter.ingress.limit..",
        "io.channeladapter.router.read..",
        "io.channeladapter.router.dedupe..",
        "io.channeladapter.router.route..",
        "io.channeladapter.router.reply..",
        "io.channeladapter.common.render..",
        "io.channeladapter.egress.anomaly..",
        "io.channeladapter.egress.throttle..",
        "io.channeladapter.egress.settle..",
        "io.channeladapter.egress.gate..",
        "io.channeladapter.egress.tell..",
        "io.channeladapter.config.command..",
        "io.channeladapter.config.decide..",
        "io.channeladapter.config.journey..",
        "io.channeladapter.common.media..",
        "io.channeladapter.config.letter..",
        "io.channeladapter.common.message..",
    };

    private static ArchRule pure(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.javalin..", "java.net.http..", "com.sun.net.httpserver..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime");
    }

    @Test
    void everyModuleIsImported() {
        assertThat(List.of("common", "streams", "ingress", "router", "egress", "config", "sandbox"))
                .allSatisfy(module -> assertThat(
                                ALL.stream().anyMatch(c -> c.getPackageName().startsWith(ROOT + "." + module)))
                        .isTrue());
    }

    @Test
    void pureStepsKnowNoKafkaNoHttpNoClockAndNoChance() {
        pure(PURE).check(ALL);
    }

    @Test
    void everyPurePackageHasClasses() {
        for (String pattern : PURE) {
            String name = pattern.replace("..", "");
            assertThat(ALL.stream().anyMatch(c -> c.getPackageName().startsWith(name)))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void theRuleForPureStepsFailsWhereItShould() {
        assertThatThrownBy(() -> pure("io.channeladapter.ingress.publish..").check(ALL))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "router", "egress", "config"})
    void aServiceDependsOnNoOther(String service) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + service + "..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of another service",
                        c -> c.getPackageName().startsWith(ROOT)
                                && !c.getPackageName().startsWith(ROOT + ".common")
                                && !c.getPackageName().startsWith(ROOT + ".streams")
                                && !c.getPackageName().startsWith(ROOT + "." + service)))
                .check(ALL);
    }

    @Test
    void whatTheServicesShareDependsOnNone() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".common..", ROOT + ".streams..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of a service",
                        c -> c.getPackageName().startsWith(ROOT)
                                && !c.getPackageName().startsWith(ROOT + ".common")
                                && !c.getPackageName().startsWith(ROOT + ".streams")))
                .check(ALL);
    }

    @Test
    void commonAndTheIngressKnowNoKafkaStreams() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".common..", ROOT + ".ingress..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.streams..", ROOT + ".streams..")
                .check(ALL);
    }

    @Test
    void kafkaStreamsIsStartedInOnePlaceAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".streams..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(KafkaStreams.class)
                .check(ALL);
    }

    @Test
    void theSimulatorSharesNothingWithOurClient() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".sandbox.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".common.twitter..", ROOT + ".common.codec..", "com.github.scribejava..")
                .check(ALL);
    }

    @Test
    void theEchoBotIsAnOrdinaryKafkaProgram() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".sandbox.bot..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours",
                        c -> c.getPackageName().startsWith(ROOT)
                                && !c.getPackageName().startsWith(ROOT + ".sandbox.bot")))
                .check(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "ingress", "router", "egress", "config"})
    void packagesOfAModuleHaveNoCycles(String module) {
        slices().matching(ROOT + "." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "router", "egress", "config"})
    void theRootOfAServiceHoldsItsMainItsRootAndItsSettingsAlone(String service) {
        assertThat(ALL.stream()
                        .filter(c -> c.getPackageName().equals(ROOT + "." + service))
                        .filter(JavaClass::isTopLevelClass)
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !name.equals("package-info")))
                .hasSize(3);
    }

    @Test
    void oneClassAloneKnowsOpenTelemetryAndOfItTheApi() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.channeladapter.common.observe.Trace")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(ALL);
        assertThat(getClass().getResource("/io/opentelemetry/api/trace/Span.class"))
                .isNotNull();
        assertThat(getClass().getResource("/io/opentelemetry/sdk/OpenTelemetrySdk.class"))
                .isNull();
    }

    @Test
    void fakesServeTestsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..testing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.channeladapter..testing..")
                .check(ALL);
    }

    @Test
    void productCodeNeitherPrintsNorSleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".sandbox..")
                .and()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(are(target(owner(name(Thread.class.getName()))).and(target(nameMatching("sleep")))))
                .check(ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(ALL);
        assertThat(ALL.stream()
                        .map(JavaClass::getPackageName)
                        .distinct()
                        .filter(name -> ALL.stream()
                                .noneMatch(c -> c.getPackageName().equals(name)
                                        && c.getSimpleName().equals("package-info"))))
                .isEmpty();
    }
}
