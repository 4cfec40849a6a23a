package io.pottery.spring;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.pottery.spring");

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("io.pottery.(spring..)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void usersNeedNoOtherRoom() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("io.pottery.spring")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.pottery.spring.*")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsAreFinalAndHaveNoPublicMembers() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
		assertThat(CLASSES.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.flatMap((type) -> type.getMethods().stream())
			.filter((method) -> method.getModifiers().contains(JavaModifier.PUBLIC))
			.map(JavaMember::getFullName)).isEmpty();
	}

	@Test
	void postProcessorsAreMadeWithoutTheirConfiguration() {
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(BeanFactoryPostProcessor.class)
			.should()
			.beStatic()
			.check(CLASSES);
	}

	@Test
	void nullIsSaidInTypes() {
		assertThat(CLASSES.stream().map((type) -> type.getPackage().getName()).distinct()).isNotEmpty()
			.allSatisfy(
					(name) -> assertThat(CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class)).as(name).isTrue());
	}

	@Test
	void theInternalsOfCoreStayInternal() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.pottery.internal..")
			.check(CLASSES);
	}

}
