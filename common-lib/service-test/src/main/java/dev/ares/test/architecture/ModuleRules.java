package dev.ares.test.architecture;

import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * What holds in every module. A module obeys with
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.ares.user", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest static final ArchTests RULES = ArchTests.in(ModuleRules.class);
 * }
 * }</pre>
 *
 * A rule about a part that the module does not have holds by itself; that it bites where it should is tested here.
 */
public final class ModuleRules {

    private static final String OPERATOR = "org.springframework.transaction.reactive.TransactionalOperator";
    private static final String MANAGER = "org.springframework.transaction.ReactiveTransactionManager";
    private static final String ROWS = "org.springframework.r2dbc.core.RowsFetchSpec";
    private static final String EACH_COMMIT_CRASHES =
            "each commit is a crash point with a case of its own: transactions come from Commits, by name";

    @ArchTest
    public static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER = classes()
            .should(new StayWithinTheirService())
            .because("a service is deployed, and may fail, by itself: it knows others by their contracts only");

    @ArchTest
    public static final ArchRule LIBRARIES_DO_NOT_KNOW_SERVICES = classes()
            .that(resideInAnyPackage(Packages.LIBRARIES))
            .should(new KnowNoService())
            .because("a library that knows its users cannot be used by the next one")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule ENGINES_DO_NOT_KNOW_CONTRACTS = noClasses()
            .that()
            .resideInAnyPackage("dev.ares.messaging..", "dev.ares.saga..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ares.contracts..")
            .because("outbox, inbox and saga carry any message: a new one must not need a change in them")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NOTHING_BLOCKS_OUTSIDE_A_DECLARED_BOUNDARY = classes()
            .should(new BlockInBoundariesOnly())
            .because(
                    "one blocked event loop stops all requests that share it: who blocks says on which thread, and why");

    @ArchTest
    public static final ArchRule TIME_COMES_FROM_A_CLOCK = classes()
            .should(new TakeTimeFromAClock())
            .because("a deadline can only be tested when the test sets the time");

    @ArchTest
    public static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("dev.ares.(**)")
            .should()
            .beFreeOfCycles()
            .because("packages in a cycle can only be read, and changed, all at once")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .that(not(describe("generated", ModuleRules::isGenerated)))
            .should(new ResideInANullMarkedPackage())
            .because("NullAway only looks at code that is marked");

    @ArchTest
    public static final ArchRule NAMES_SAY_ROLES_AND_FACTS = noClasses()
            .that(not(describe("generated", ModuleRules::isGenerated)))
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameStartingWith("Base")
            .orShould()
            .haveSimpleNameStartingWith("Common")
            .because("such a name says where a class was put, not what it is");

    @ArchTest
    public static final ArchRule COMMITS_HAVE_NAMES = noClasses()
            .that()
            .resideOutsideOfPackages("dev.ares.faults..", "dev.ares.saga")
            .should()
            .callMethod(OPERATOR, "create", MANAGER)
            .orShould()
            .callMethod(OPERATOR, "create", MANAGER, "org.springframework.transaction.TransactionDefinition")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.springframework.transaction.annotation.Transactional")
            .because(EACH_COMMIT_CRASHES)
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule BEANS_TAKE_NAMED_TRANSACTIONS = noMethods()
            .that()
            .areAnnotatedWith("org.springframework.context.annotation.Bean")
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("dev.ares.faults..")
            .should()
            .haveRawParameterTypes(describe(
                    "transactions without a name",
                    types -> types.stream().map(JavaClass::getName).anyMatch(Set.of(OPERATOR, MANAGER)::contains)))
            .because(EACH_COMMIT_CRASHES)
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NOTHING_IS_DONE_OVER_JDBC_OR_SEATA = noClasses()
            .that()
            .resideOutsideOfPackages(Packages.OF_SEATA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "com.zaxxer.hikari..",
                    "org.apache.seata..",
                    "com.fasterxml.jackson.core..",
                    "com.fasterxml.jackson.databind..")
            .because(
                    "JDBC blocks and Jackson 2 is another Jackson than ours: what Flyway and Nacos bring along is not for us,"
                            + " and Seata is for those who ask for it")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule ROWS_ARE_READ_TO_THEIR_END = noClasses()
            .should()
            .callMethodWhere(target(name("first")).and(target(owner(assignableTo(ROWS)))))
            .because("first() cancels the query behind it, which can spoil a connection outside a transaction"
                    + " (docs/decisions/r2dbc.md): ask for one()")
            .allowEmptyShould(true);

    private ModuleRules() {}

    private static boolean isGenerated(JavaClass type) {
        return type.getName().startsWith("dev.ares.contracts.");
    }
}
