package dev.ares.user;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import dev.ares.test.architecture.ModuleRules;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(packages = "dev.ares.user", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests MODULE = ArchTests.in(ModuleRules.class);

    @ArchTest
    static final ArchRule FEATURES_ASK_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.ares.user..")
            .layer("authentication")
            .definedBy("dev.ares.user.authentication..")
            .layer("account")
            .definedBy("dev.ares.user.account..")
            .layer("loyalty")
            .definedBy("dev.ares.user.loyalty..")
            .whereLayer("authentication")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("account")
            .mayOnlyBeAccessedByLayers("authentication")
            .whereLayer("loyalty")
            .mayOnlyBeAccessedByLayers("account")
            .because("points know nothing of accounts, accounts nothing of tokens: each may be read, and moved, alone");

    @Test
    void pointsThatAskForRolesAreFound() {
        JavaClasses withViolation = new ClassFileImporter().importPackages("dev.ares.user");

        assertThat(FEATURES_ASK_ONE_WAY
                        .evaluate(withViolation)
                        .getFailureReport()
                        .getDetails())
                .isNotEmpty()
                .allMatch(detail -> detail.contains("PointsThatAskForRoles"));
    }
}
