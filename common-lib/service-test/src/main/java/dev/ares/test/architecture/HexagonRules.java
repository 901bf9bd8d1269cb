package dev.ares.test.architecture;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * What holds, beside the {@link ModuleRules}, in a service with domain, application, adapters and config. Such a service
 * obeys both with
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.ares.inventory", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest static final ArchTests MODULE = ArchTests.in(ModuleRules.class);
 *     @ArchTest static final ArchTests HEXAGON = ArchTests.in(HexagonRules.class);
 * }
 * }</pre>
 *
 * A rule that finds none of the classes that it is about fails: it would guard nothing.
 */
public final class HexagonRules {

    @ArchTest
    public static final ArchRule DOMAIN_KNOWS_NO_FRAMEWORK = classes()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "com.google.errorprone.annotations..", "dev.ares..")
            .because("the rules of the business outlive frameworks, and are tested without them");

    @ArchTest
    public static final ArchRule DOMAIN_KNOWS_ONLY_ITSELF = classes()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .onlyDependOnClassesThat(resideInAPackage("..domain..").or(resideOutsideOfPackage("dev.ares..")))
            .because("adapters depend on the application and it on the domain: the arrow points inwards");

    @ArchTest
    public static final ArchRule APPLICATION_DOES_NOT_KNOW_ADAPTERS = noClasses()
            .that()
            .resideInAnyPackage("..application..", "dev.ares.*.saga..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..adapter..")
            .because("a use case names what it needs as a port; who fulfils it is decided in config");

    @ArchTest
    public static final ArchRule APPLICATION_KNOWS_NO_TECHNOLOGY = noClasses()
            .that()
            .resideInAnyPackage("..application..", "dev.ares.*.saga..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.ares.contracts..",
                    "com.google.protobuf..",
                    "io.r2dbc..",
                    "org.springframework.r2dbc..",
                    "org.springframework.data..",
                    "org.apache.kafka..",
                    "org.springframework.kafka..",
                    "io.grpc..",
                    "org.springframework.grpc..",
                    "feign..",
                    "org.springframework.cloud..",
                    "org.springframework.web..",
                    "com.stripe..")
            .because("how a message, a row or a call looks is an adapter's affair: use cases survive its change");

    @ArchTest
    public static final ArchRule ADAPTERS_DO_NOT_KNOW_EACH_OTHER = slices().matching("..adapter.(*)..")
            .should()
            .notDependOnEachOther()
            .because("an adapter that leans on another cannot be replaced: they meet in the application");

    @ArchTest
    public static final ArchRule ONLY_CONFIG_KNOWS_CONFIG = noClasses()
            .that()
            .resideInAnyPackage("..domain..", "..application..", "..adapter..", "dev.ares.*.saga..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..config..")
            .because("config knows all parts to put them together; a part that knew it back would make a cycle");

    private HexagonRules() {}
}
