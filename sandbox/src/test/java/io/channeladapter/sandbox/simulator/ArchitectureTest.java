package io.channeladapter.sandbox.simulator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String SIMULATOR = "io.channeladapter.sandbox.simulator..";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.channeladapter.sandbox.simulator");

    @Test
    void sharesNoCodeWithTheAdapter() {
        assertThat(classes.contain(TwitterSimulator.class)).isTrue();
        noClasses()
                .that()
                .resideInAPackage(SIMULATOR)
                .should()
                .dependOnClassesThat(resideInAPackage("io.channeladapter..").and(resideOutsideOfPackage(SIMULATOR)))
                .check(classes);
    }

    @Test
    void hasStepsWithoutCycles() {
        slices().matching("io.channeladapter.sandbox.simulator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
