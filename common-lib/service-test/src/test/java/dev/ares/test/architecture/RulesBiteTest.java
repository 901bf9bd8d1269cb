package dev.ares.test.architecture;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.ares.messaging.fixture.KnowsAMessage;
import dev.ares.order.fixture.AnnotatesAMethod;
import dev.ares.order.fixture.AsksAClock;
import dev.ares.order.fixture.AsksTheMachine;
import dev.ares.order.fixture.Blocks;
import dev.ares.order.fixture.BlocksWithinABoundary;
import dev.ares.order.fixture.CutsAQueryShort;
import dev.ares.order.fixture.OpensATransaction;
import dev.ares.order.fixture.OrderHelper;
import dev.ares.order.fixture.ReachesIntoPayment;
import dev.ares.order.fixture.ReadsOneRow;
import dev.ares.order.fixture.SpeaksJdbc;
import dev.ares.order.fixture.TakesATransaction;
import dev.ares.order.fixture.adapter.postgres.Rows;
import dev.ares.order.fixture.adapter.web.KnowsAnotherAdapter;
import dev.ares.order.fixture.adapter.web.KnowsConfig;
import dev.ares.order.fixture.application.KnowsAContract;
import dev.ares.order.fixture.application.KnowsAnAdapter;
import dev.ares.order.fixture.application.UseCase;
import dev.ares.order.fixture.config.Settings;
import dev.ares.order.fixture.domain.KnowsSpring;
import dev.ares.order.fixture.domain.PointsOutwards;
import dev.ares.order.fixture.domain.Total;
import dev.ares.payment.fixture.Charge;
import dev.ares.user.fixture.IsNotNullMarked;
import dev.ares.web.fixture.KnowsAService;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

class RulesBiteTest {

    /** For each rule, by the name of its field, the classes of which it must name the first, and only that one. */
    private static final Map<String, List<Class<?>>> VIOLATIONS = Map.ofEntries(
            entry("SERVICES_DO_NOT_KNOW_EACH_OTHER", List.of(ReachesIntoPayment.class, Charge.class, Rows.class)),
            entry("LIBRARIES_DO_NOT_KNOW_SERVICES", List.of(KnowsAService.class, Charge.class, Rows.class)),
            entry("ENGINES_DO_NOT_KNOW_CONTRACTS", List.of(KnowsAMessage.class, KnowsAContract.class)),
            entry("NOTHING_BLOCKS_OUTSIDE_A_DECLARED_BOUNDARY", List.of(Blocks.class, BlocksWithinABoundary.class)),
            entry("TIME_COMES_FROM_A_CLOCK", List.of(AsksTheMachine.class, AsksAClock.class)),
            entry("PACKAGES_HAVE_NO_CYCLES", List.of(PointsOutwards.class, UseCase.class, Total.class)),
            entry("PACKAGES_ARE_NULL_MARKED", List.of(IsNotNullMarked.class, Rows.class)),
            entry("NAMES_SAY_ROLES_AND_FACTS", List.of(OrderHelper.class, Rows.class)),
            entry("COMMITS_HAVE_NAMES", List.of(OpensATransaction.class, TakesATransaction.class)),
            entry("BEANS_TAKE_NAMED_TRANSACTIONS", List.of(TakesATransaction.class, OpensATransaction.class)),
            entry("NOTHING_IS_DONE_OVER_JDBC_OR_SEATA", List.of(SpeaksJdbc.class, AsksAClock.class)),
            entry("ROWS_ARE_READ_TO_THEIR_END", List.of(CutsAQueryShort.class, ReadsOneRow.class)),
            entry("DOMAIN_KNOWS_NO_FRAMEWORK", List.of(KnowsSpring.class, Total.class)),
            entry("DOMAIN_KNOWS_ONLY_ITSELF", List.of(PointsOutwards.class, Total.class)),
            entry("APPLICATION_DOES_NOT_KNOW_ADAPTERS", List.of(KnowsAnAdapter.class, UseCase.class)),
            entry("APPLICATION_KNOWS_NO_TECHNOLOGY", List.of(KnowsAContract.class, UseCase.class)),
            entry("ADAPTERS_DO_NOT_KNOW_EACH_OTHER", List.of(KnowsAnotherAdapter.class, Rows.class)),
            entry("ONLY_CONFIG_KNOWS_CONFIG", List.of(KnowsConfig.class, Settings.class, Rows.class)));

    @TestFactory
    Stream<DynamicTest> everyRuleNamesItsViolationAndSparesTheRest() {
        return rules().map(rule -> DynamicTest.dynamicTest(rule.getName(), () -> {
            List<Class<?>> fixture = VIOLATIONS.getOrDefault(rule.getName(), List.of());
            assertThat(fixture).as("fixture of " + rule.getName()).isNotEmpty();

            EvaluationResult result = evaluate(rule, fixture);
            assertThat(result.getFailureReport().toString())
                    .contains(fixture.get(0).getSimpleName());
            if (fixture.size() > 1 && !rule.getName().equals("PACKAGES_HAVE_NO_CYCLES")) {
                EvaluationResult without = evaluate(rule, fixture.subList(1, fixture.size()));
                assertThat(without.getFailureReport().getDetails())
                        .as("of those that obey")
                        .isEmpty();
            }
        }));
    }

    @Test
    void aTransactionByAnnotationHasNoNameEither() {
        assertThat(ModuleRules.COMMITS_HAVE_NAMES
                        .evaluate(new ClassFileImporter().importClasses(AnnotatesAMethod.class))
                        .getFailureReport()
                        .toString())
                .contains("AnnotatesAMethod");
    }

    @Test
    void everyRuleSaysWhy() {
        assertThat(rules().map(RulesBiteTest::value))
                .allMatch(rule -> rule.getDescription().contains("because"));
    }

    @Test
    void thereIsNoFixtureWithoutItsRule() {
        assertThat(rules().map(Field::getName)).containsExactlyInAnyOrderElementsOf(VIOLATIONS.keySet());
    }

    private static EvaluationResult evaluate(Field rule, List<Class<?>> fixture) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> type : fixture) {
            types.add(type);
            types.addAll(List.of(type.getDeclaredClasses()));
            packageInfo(type).ifPresent(types::add);
        }
        JavaClasses classes = new ClassFileImporter().importClasses(types);
        return value(rule).allowEmptyShould(true).evaluate(classes);
    }

    private static Optional<Class<?>> packageInfo(Class<?> type) {
        try {
            return Optional.of(Class.forName(type.getPackageName() + ".package-info"));
        } catch (ClassNotFoundException none) {
            return Optional.empty();
        }
    }

    private static Stream<Field> rules() {
        List<Field> rules = new ArrayList<>();
        for (Class<?> holder : List.of(ModuleRules.class, HexagonRules.class)) {
            Stream.of(holder.getDeclaredFields())
                    .filter(field -> ArchRule.class.isAssignableFrom(field.getType()))
                    .forEach(rules::add);
        }
        return rules.stream();
    }

    private static ArchRule value(Field rule) {
        try {
            return (ArchRule) rule.get(null);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
