package io.pottery;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ref.Cleaner;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption((location) -> !location.contains("/io/pottery/test/"))
		.importPackages("io.pottery");

	private static final String[] CLIENTS = { "org.springframework..", "io.lettuce..", "io.netty..",
			"redis.clients.." };

	private static final String[] REACTOR = { "reactor..", "org.reactivestreams.." };

	@Test
	void theRoomsAreAllThere() {
		assertThat(rooms()).contains("io.pottery", "io.pottery.annotation", "io.pottery.cache", "io.pottery.codec",
				"io.pottery.collection", "io.pottery.connection", "io.pottery.container", "io.pottery.exception",
				"io.pottery.internal.script", "io.pottery.probabilistic", "io.pottery.quorum", "io.pottery.reactive",
				"io.pottery.timing");
	}

	@Test
	void roomsHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("io.pottery.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void noRoomSeesTheFrontDoor() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("io.pottery")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.pottery")
			.check(CLASSES);
	}

	@Test
	void onlyTheConnectionKnowsTheClient() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("io.pottery.connection")
			.should()
			.dependOnClassesThat(DescribedPredicate
				.and(JavaClass.Predicates.resideInAnyPackage(CLIENTS),
						DescribedPredicate.not(JavaClass.Predicates.equivalentTo(RedisConnectionFactory.class)))
				.as("are a client's"))
			.check(CLASSES);
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("io.pottery.connection", "io.pottery")
			.should()
			.dependOnClassesThat()
			.areAssignableTo(RedisConnectionFactory.class)
			.check(CLASSES);
	}

	@Test
	void allButTheReactiveViewsLoadWithoutReactor() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("io.pottery.reactive", "io.pottery.connection")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(REACTOR)
			.check(CLASSES);
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("io.pottery.reactive")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.pottery.reactive")
			.check(CLASSES);
	}

	@Test
	void theQuorumKnowsNoRealTime() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("io.pottery.quorum")
			.and()
			.doNotHaveSimpleName("SystemQuorumClock")
			.should()
			.callMethod(System.class, "nanoTime")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(Thread.class, "sleep", long.class)
			.orShould()
			.callMethod(Instant.class, "now")
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.time.Clock")
			.check(CLASSES);
	}

	@Test
	void theQuorumKnowsNoOtherRoomThanExceptionsAndScripts() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("io.pottery.quorum")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("io.pottery.quorum", "io.pottery.exception", "io.pottery.internal.script", "java..",
					"org.jspecify.annotations", "org.slf4j")
			.check(CLASSES);
	}

	@Test
	void annotationsStandAlone() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("io.pottery.annotation")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("io.pottery.annotation", "java..", "org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void jsonIsTheCodecsBusiness() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("io.pottery.codec", "io.pottery")
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
				.and(DescribedPredicate.not(JavaClass.Predicates.simpleName("TypeReference"))))
			.check(CLASSES);
	}

	@Test
	void publicTypesAreInterfacesRecordsBuildersAndExceptions() {
		ArchRuleDefinition.classes()
			.that()
			.arePublic()
			.and()
			.areNotInterfaces()
			.and()
			.areNotRecords()
			.and()
			.areNotEnums()
			.and()
			.areNotAssignableTo(Throwable.class)
			.should()
			.haveSimpleNameEndingWith("Builder")
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
	}

	@Test
	void implementationsAreNotPublic() {
		ArchRuleDefinition.noClasses()
			.that()
			.haveSimpleNameStartingWith("Default")
			.or()
			.haveSimpleNameStartingWith("Abstract")
			.or()
			.haveSimpleNameEndingWith("Impl")
			.should()
			.bePublic()
			.check(CLASSES);
	}

	@Test
	void nullIsSaidInTypes() {
		assertThat(rooms()).allSatisfy(
				(room) -> assertThat(CLASSES.getPackage(room).isAnnotatedWith(NullMarked.class)).as(room).isTrue());
	}

	@Test
	void storedTextNamesNoClasses() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.areAssignableTo(ObjectInputStream.class)
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(ObjectOutputStream.class)
			.orShould()
			.callMethodWhere(DescribedPredicate.describe("turns default typing on",
					(call) -> call.getName().startsWith("activateDefaultTyping")))
			.check(CLASSES);
	}

	@Test
	void nothingRunsAtGarbageCollection() {
		ArchRuleDefinition.noClasses().should().dependOnClassesThat().areAssignableTo(Cleaner.class).check(CLASSES);
		ArchRuleDefinition.noMethods().should().haveName("finalize").check(CLASSES);
	}

	@Test
	void nothingIsPrinted() {
		ArchRuleDefinition.noClasses()
			.should()
			.accessField(System.class, "out")
			.orShould()
			.accessField(System.class, "err")
			.orShould()
			.callMethod(Throwable.class, "printStackTrace")
			.check(CLASSES);
	}

	private static Set<String> rooms() {
		return CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
	}

}
