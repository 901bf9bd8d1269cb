package dev.ares.user.account;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.user.TestUsers;
import dev.ares.user.UserServiceTest;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;

@UserServiceTest
class AccountsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, Object> ADMIN = Map.of("roles", List.of("admin"));

    @Autowired
    TestUsers users;

    @Autowired
    ServiceTokens serviceTokens;

    @Autowired
    FirstAdmin firstAdmin;

    @Autowired
    RegisterAccount registration;

    @Autowired
    Environment environment;

    @Test
    void aRegisteredCustomerSeesTheOwnProfile() {
        TestUsers.User ada = users.register();

        users.get("/api/users/me", ada.accessToken())
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"id\":\"%s\",\"email\":\"%s\",\"name\":\"Ada\",\"points\":0}"
                        .formatted(ada.id(), ada.email()));
    }

    @Test
    void theAnswerTellsWhereTheProfileIsAndNoMoreThanWasAsked() {
        var wish = Map.of(
                "email", "Grace." + UUID.randomUUID() + "@Example.org", "name", " Grace ", "password", "12345678");

        String body = users.text(
                users.post("/api/users", wish, null).expectHeader().valueEquals("Location", "/api/users/me"), 201);

        Map<String, Object> answer = JsonPath.read(body, "$");
        assertThat(answer).containsOnlyKeys("id", "email", "name");
        assertThat(answer).containsEntry("email", wish.get("email")).containsEntry("name", "Grace");
    }

    @Test
    void anAddressIsTakenInWhateverCase() {
        TestUsers.User ada = users.register();
        List<Long> before = users.rowCounts();
        var again = Map.of("email", ada.email().toUpperCase(Locale.ROOT), "name", "Eve", "password", "12345678");

        String problem = users.text(users.post("/api/users", again, null), 409);

        assertThat(problem).contains("https://ares.dev/problems/email-taken").doesNotContain(ada.id(), "Ada");
        assertThat(users.rowCounts()).isEqualTo(before);
    }

    @Test
    void ofTwelveAtOnceOneGetsTheAddress() {
        String email = "race-" + UUID.randomUUID() + "@example.org";
        Registration wish = Registration.of(email, "Ada", "12345678");

        List<RegisterAccount.Outcome> outcomes = Objects.requireNonNull(Flux.range(0, 12)
                .flatMap(i -> registration.register(wish, Set.of()))
                .collectList()
                .block(PATIENCE));

        assertThat(outcomes)
                .filteredOn(RegisterAccount.Registered.class::isInstance)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(RegisterAccount.EmailTaken.class::isInstance)
                .hasSize(11);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|email",
                "{\"email\":\"nobody\",\"name\":\"A\",\"password\":\"12345678\"}|email",
                "{\"email\":\"a@b.co\",\"name\":\"\",\"password\":\"12345678\"}|name",
                "{\"email\":\"a@b.co\",\"name\":\"A\",\"password\":\"short\"}|password",
                "{\"email\":\"a@b.co\",\"name\":7,\"password\":\"12345678\"}|name",
                "{\"email\":\"a@b.co\",\"name\":\"A\",\"password\":\"12345678\",\"roles\":[\"admin\"]}|roles",
                "{\"email\":\"a@b.co\",\"name\":\"A\",\"name\":\"B\",\"password\":\"12345678\"}|name",
                "[]|",
                "{|",
            })
    void badInputNamesTheFieldAndWritesNothing(String body, String field) {
        List<Long> before = users.rowCounts();

        String problem = users.text(users.post("/api/users", body, null), 400);

        if (field != null) {
            assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].field"))
                    .contains(field);
        }
        assertThat(users.rowCounts()).isEqualTo(before);
    }

    @Test
    void anAdminGivesRolesThatShowInTheNextToken() {
        TestUsers.User ada = users.register();
        TestUsers.User admin = users.admin();
        String path = "/api/admin/users/" + ada.id() + "/roles";
        Map<String, Object> operator = Map.of("roles", List.of("operator"));

        assertThat(users.text(users.send(HttpMethod.PUT, path, operator, ada.accessToken(), Map.of()), 403))
                .contains("admin");
        String changed = users.text(users.send(HttpMethod.PUT, path, operator, admin.accessToken(), Map.of()), 200);

        assertThat(JsonPath.<List<String>>read(changed, "$.roles")).containsExactly("customer", "operator");
    }

    @Test
    void rolesAreKnownOnesOfKnownUsers() {
        TestUsers.User admin = users.admin();
        String own = "/api/admin/users/" + admin.id() + "/roles";

        users.text(put(own, Map.of("roles", List.of("king")), admin), 400);
        users.text(put(own, Map.of(), admin), 400);
        users.text(put(own, Map.of("roles", List.of()), admin), 409);
        users.text(put("/api/admin/users/nobody/roles", Map.of("roles", List.of("operator")), admin), 404);
        users.text(
                put("/api/admin/users/" + UUID.randomUUID() + "/roles", Map.of("roles", List.of("operator")), admin),
                404);
        assertThat(users.text(put(own, Map.of("roles", List.of("admin")), admin), 200))
                .contains("operator");
    }

    @Test
    void twoAdminsThatTakeTheRoleFromEachOtherAtOnceLeaveOne() {
        TestUsers.User first = users.admin();
        Map<String, Object> none = Map.of("roles", List.of());

        for (int round = 1; round <= 5; round++) {
            TestUsers.User ada = newAdmin(first);
            TestUsers.User eve = newAdmin(first);
            List<Integer> answers = Objects.requireNonNull(Flux.just(List.of(ada, eve), List.of(eve, ada))
                    .flatMap(pair -> Mono.fromCallable(() -> status(put(roles(pair.get(1)), none, pair.get(0))))
                            .subscribeOn(Schedulers.boundedElastic()))
                    .collectList()
                    .block(PATIENCE));

            // 401 when the other's token was called back before his request began.
            assertThat(answers).as("round %d", round).hasSize(2).containsOnlyOnce(200);
            assertThat(answers).as("round %d", round).containsAnyOf(401, 403);
            List.of(ada, eve).forEach(each -> users.text(put(roles(each), none, first), 200));
        }
    }

    private TestUsers.User newAdmin(TestUsers.User by) {
        TestUsers.User user = users.register();
        users.text(put(roles(user), ADMIN, by), 200);
        return users.logIn(user.id(), user.email(), TestUsers.PASSWORD);
    }

    private static String roles(TestUsers.User user) {
        return "/api/admin/users/" + user.id() + "/roles";
    }

    private static int status(WebTestClient.ResponseSpec response) {
        return response.returnResult(String.class).getStatus().value();
    }

    @Test
    void theFirstAdminIsMadeOnce() {
        String email = Objects.requireNonNull(environment.getProperty("ARES_ADMIN_EMAIL"));
        List<Long> before = users.rowCounts();

        firstAdmin
                .ensure(Registration.of(email.toUpperCase(Locale.ROOT), "Eve", "another password"))
                .block(PATIENCE);

        assertThat(users.rowCounts()).isEqualTo(before);
    }

    @Test
    void ourServicesAskForACustomer() {
        TestUsers.User ada = users.register();
        String path = "/internal/customers/" + ada.id();

        users.get(path, null).expectStatus().isUnauthorized();
        users.get(path, ada.accessToken()).expectStatus().isUnauthorized();
        users.get("/internal/customers/" + UUID.randomUUID(), serviceTokens.issue())
                .expectStatus()
                .isNotFound();
        users.get(path, serviceTokens.issue())
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"id\":\"%s\",\"name\":\"Ada\",\"email\":\"%s\"}".formatted(ada.id(), ada.email()));
    }

    private WebTestClient.ResponseSpec put(String path, Object body, TestUsers.User admin) {
        return users.send(HttpMethod.PUT, path, body, admin.accessToken(), Map.of());
    }
}
