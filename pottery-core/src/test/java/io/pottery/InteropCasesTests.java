package io.pottery;

import java.util.Arrays;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import io.pottery.container.InteropCase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No case that Python's pottery left behind is forgotten.
 */
class InteropCasesTests {

	@Test
	void everyCaseOfTheFileHasAName() {
		assertThat(InteropCase.all()).extracting((it) -> it.get("key").asString())
			.containsExactlyElementsOf(Arrays.stream(InteropCase.values()).map(InteropCase::key).toList());
	}

	@Test
	void everyNameIsReplayedByATest() {
		assertThat(new ClassFileImporter().withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
			.importPackages("io.pottery")
			.stream()
			.filter((tests) -> tests.getSimpleName().endsWith("InteropTests"))
			.flatMap((tests) -> tests.getFieldAccessesFromSelf().stream())
			.filter((access) -> access.getTargetOwner().isEquivalentTo(InteropCase.class))
			.map((access) -> InteropCase.valueOf(access.getName()))).contains(InteropCase.values());
	}

}
