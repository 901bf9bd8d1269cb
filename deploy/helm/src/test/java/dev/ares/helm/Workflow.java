package dev.ares.helm;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * One of GitHub's workflows. Its form is GitHub's to check; these are our rules.
 *
 * @param text as it stands in the file: comments carry the versions of pinned actions
 */
record Workflow(String text, JsonObject json) {

    /** A rule; the answer names what breaks it. */
    record Rule(String name, Function<Workflow, Stream<String>> violations) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Pattern USES = Pattern.compile("(?m)^.*\\buses: .*$");
    private static final Pattern PINNED =
            Pattern.compile(".*uses: [\\w-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
    /** Another workflow of the same commit; how long its jobs may take, they say themselves. */
    private static final String OURS = "./.github/workflows/";
    // Text of a stranger's pull request, pasted into a shell script, runs.
    private static final Pattern INJECTION = Pattern.compile("\\$\\{\\{.*(github\\.(event\\.|head_ref)|inputs\\.)");

    static final List<Rule> RULES = List.of(
            new Rule("actions are pinned by commit, with their version", workflow -> USES.matcher(workflow.text())
                    .results()
                    .map(found -> found.group())
                    .filter(line -> !PINNED.matcher(line).matches() && !line.contains("uses: " + OURS))),
            new Rule("nothing may be written unless a job says so", workflow -> Stream.of(workflow.json())
                    .filter(json -> !Json.object(json, "permissions").toString().equals("{\"contents\":\"read\"}"))
                    .map(json -> "permissions")),
            new Rule("jobs end", workflow -> workflow.jobs()
                    .filter(job -> !Json.text(job, "uses").orElse("").startsWith(OURS))
                    .filter(job -> Json.one(job, "timeout-minutes").isEmpty())
                    .map(JsonElement::toString)),
            new Rule("a checkout leaves no credentials", workflow -> workflow.jobs()
                    .flatMap(job -> Json.all(job, "steps[]"))
                    .filter(step -> Json.text(step, "uses").orElse("").startsWith("actions/checkout@"))
                    .filter(step -> !Json.isFalse(step, "with.persist-credentials"))
                    .map(JsonElement::toString)),
            new Rule("no script is written by a pull request", workflow -> workflow.jobs()
                    .flatMap(job -> Json.all(job, "steps[].run"))
                    .map(JsonElement::getAsString)
                    .filter(script -> INJECTION.matcher(script).find())),
            new Rule("a stranger's change never sees our secrets", workflow -> Stream.of(workflow.text())
                    .filter(text -> text.contains("pull_request_target"))
                    .map(text -> "pull_request_target")));

    static Workflow parse(String text) {
        // YAML 1.1 reads the key "on" as true; what it is called does not matter here.
        return new Workflow(text, Manifests.parse(text).all().get(0).json());
    }

    Stream<JsonElement> jobs() {
        return Json.object(json, "jobs").asMap().values().stream();
    }

    List<String> violations() {
        return RULES.stream()
                .flatMap(rule -> rule.violations().apply(this).map(violation -> rule + ": " + violation))
                .toList();
    }
}
