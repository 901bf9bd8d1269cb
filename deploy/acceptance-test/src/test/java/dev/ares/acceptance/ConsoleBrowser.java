package dev.ares.acceptance;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;

/** A real browser with the operator console in it. What its page broke, by itself or its policy, is kept. */
final class ConsoleBrowser implements AutoCloseable {

    private static final String MISSING = "chromium: not found (expected: on the path; on Debian: apt-get install -y"
            + " --no-install-recommends chromium)";

    private final Playwright playwright;
    private final Page page;
    private final List<String> broken = new ArrayList<>();

    ConsoleBrowser(URI gateway) {
        Path chromium = chromium();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium));
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 1000));
        page.onPageError(broken::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                broken.add(message.text());
            }
        });
        page.navigate(gateway.resolve("/console").toString());
    }

    private static Path chromium() {
        return Stream.of("chromium", "google-chrome")
                .flatMap(name -> Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(MISSING));
    }

    void logIn(String email, String password) {
        page.getByLabel("Email").fill(email);
        page.getByLabel("Password").fill(password);
        button("Log in").click();
    }

    void open(String order) {
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Order"))
                .fill(order);
        button("Show").click();
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** Rows of the parked work that say this. */
    Locator parked(String text) {
        return page.locator("#parked-rows tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** What the page says of the order at its top: why it does not go on. */
    Locator stuck() {
        return page.locator("#order-stuck");
    }

    /** A box of the order's graph: a step, the undo of one, or an end. */
    Locator box(String name) {
        return page.locator("#order-graphs .box")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
    }

    Locator timeline() {
        return page.locator("#order-timeline");
    }

    Locator entry() {
        return page.locator("#entry");
    }

    /** What should not have happened in the page so far. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** For people, beside the test's report. */
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "console", name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
