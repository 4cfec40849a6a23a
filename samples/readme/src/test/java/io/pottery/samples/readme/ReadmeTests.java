package io.pottery.samples.readme;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

import io.pottery.exception.PotteryFailure;
import io.pottery.samples.readme.Page.Fence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README and the pages of {@code docs} show what these tests run, and name what
 * exists.
 */
class ReadmeTests {

	private static final Pattern EXCEPTION_ROW = Pattern.compile("^\\| `(\\w+)`");

	/** Where exceptions come from that a page may name. */
	private static final List<String> EXCEPTIONS = List.of("java.lang", "io.pottery.exception", "io.pottery.collection",
			"io.pottery.connection", "io.pottery.probabilistic", "io.pottery.quorum");

	private static final Pattern EXCEPTION = Pattern.compile("`(\\w+Exception)`");

	private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");

	static List<Fence> javaFences() {
		return Page.fences("java");
	}

	static List<Region> regions() {
		return Region.all();
	}

	@Test
	void fencesAreInLanguagesThatAreChecked() {
		assertThat(Page.all().stream().flatMap((page) -> page.fences().stream())).extracting(Fence::language)
			.containsOnly("java", "sh", "xml", "yaml", "sql", "conf", "redis");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("javaFences")
	void javaFenceIsARegionOfTheTests(Fence fence) {
		assertThat(fence.text()).isEqualTo(closest(fence).text());
	}

	private static Region closest(Fence fence) {
		Set<String> lines = fence.text().lines().collect(Collectors.toSet());
		Comparator<Region> likeness = Comparator
			.comparingLong((region) -> region.text().lines().filter(lines::contains).count());
		return regions().stream().max(likeness).orElseThrow();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("regions")
	void regionIsOnAPage(Region region) {
		assertThat(javaFences()).extracting(Fence::text).contains(region.text());
	}

	@Test
	void regionsHaveNamesOfTheirOwn() {
		assertThat(regions()).extracting(Region::name).doesNotHaveDuplicates();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("printingRegions")
	void regionThatPrintsIsATestWhosePrintIsCompared(Region region) {
		Class<?> type = ClassUtils.resolveClassName(region.type(), null);
		assertThat(type.getAnnotation(ExtendWith.class).value()).contains(PrintedResults.class);
		assertThat(type.getDeclaredMethods()).filteredOn((method) -> method.isAnnotationPresent(Test.class))
			.extracting("name")
			.contains(region.name());
		assertThat(region.results()).hasSameSizeAs(region.prints());
	}

	static List<Region> printingRegions() {
		return regions().stream().filter((region) -> !region.prints().isEmpty()).toList();
	}

	@Test
	void commandsNameModulesOfTheBuild() {
		List<String> commands = Page.fences("sh").stream().flatMap((fence) -> fence.text().lines()).toList();
		assertThat(commands).contains("mvn verify").allMatch((command) -> command.startsWith("mvn "));
		assertThat(commands.stream()
			.flatMap((command) -> matches(MODULES, command))
			.flatMap((modules) -> Stream.of(modules.split(",")))).isNotEmpty().allMatch(Pom.root().modules()::contains);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("xmlFences")
	void xmlFenceNamesAModuleInItsVersion(Fence fence) {
		Pom shown = Pom.parse(fence.text());
		assertThat(shown.groupId()).isEqualTo(Pom.root().groupId());
		assertThat(shown.version()).isEqualTo(Pom.root().version());
		assertThat(Pom.root()
			.modules()
			.stream()
			.map((module) -> Pom.parse(Page.read(Page.ROOT.resolve(module).resolve("pom.xml"))).artifactId()))
			.contains(shown.artifactId());
	}

	static List<Fence> xmlFences() {
		return Page.fences("xml");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Page page) {
		assertThat(page.links()).isNotEmpty().allMatch(page::leadsSomewhere);
	}

	static List<Page> pages() {
		return Page.all();
	}

	@Test
	void errorsAreThoseThatExist() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AssignableTypeFilter(PotteryFailure.class));
		List<String> existing = scanner.findCandidateComponents("io.pottery")
			.stream()
			.map((definition) -> ClassUtils.getShortName(String.valueOf(definition.getBeanClassName())))
			.toList();
		assertThat(existing).isNotEmpty();
		List<String> table = Page.readme().tableBelow("| Exception | When | In Python |");
		assertThat(table.stream().flatMap((line) -> matches(EXCEPTION_ROW, line)))
			.containsExactlyInAnyOrderElementsOf(existing);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void exceptionsHaveTheNamesThatTheyHave(Page page) {
		assertThat(page.lines().stream().flatMap((line) -> matches(EXCEPTION, line))).isNotEmpty()
			.allMatch((name) -> EXCEPTIONS.stream().anyMatch((room) -> ClassUtils.isPresent(room + "." + name, null)));
	}

	private static Stream<String> matches(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((result) -> result.group(1));
	}

}
