package io.pottery.spring;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pottery.annotation.RedisCached;
import io.pottery.annotation.Synchronized;
import io.pottery.probabilistic.BloomFilter;
import io.pottery.quorum.Redlock;

import static org.assertj.core.api.Assertions.assertThat;

class FailureAnalysisTests {

	@Test
	void malformedMasters() {
		FailureAnalysis analysis = StartFailure.of(Plain.class,
				"--spring.config.location=classpath:malformed-master.yaml");
		assertThat(analysis.getDescription()).isEqualTo("""
				The property 'pottery.masters[1].uri' is 'redis//two:6379', which is no Redis URI.

				    Origin: class path resource [malformed-master.yaml] - 4:7""");
		assertThat(analysis.getAction()).isEqualTo("Write 'redis://host:6379', 'rediss://host:6379' for an encrypted "
				+ "connection, or 'redis-sentinel://host:26379#master'.");
	}

	@Test
	void credentialsOfMalformedMastersAreNotShown() {
		FailureAnalysis analysis = StartFailure.of(Plain.class, "--pottery.masters[0].uri=http://user:secret@host:1");
		assertThat(analysis.getDescription()).startsWith("The property 'pottery.masters[0].uri' is 'http://***@host:1'")
			.doesNotContain("secret");
		assertThat(analysis.getCause()).message().doesNotContain("secret");
	}

	@Test
	void mastersWithoutUri() {
		FailureAnalysis analysis = StartFailure.of(Plain.class, "--pottery.masters[0].alias=one");
		assertThat(analysis.getDescription()).startsWith("The property 'pottery.masters[0]' has no URI.");
		assertThat(analysis.getAction())
			.isEqualTo("Write 'redis://host:6379' or, for an object, 'uri: redis://host:6379'.");
	}

	@Test
	void mastersThatAreNamedTwice() {
		FailureAnalysis analysis = StartFailure.of(Plain.class,
				"--pottery.masters=redis://one:6379,redis://two:6379,redis://one");
		assertThat(analysis.getDescription())
			.startsWith("The property 'pottery.masters[2]' names 'one:6379', which is in the list already.")
			.contains("Origin: \"pottery.masters\" from property source \"commandLineArgs\"");
		assertThat(analysis.getAction())
			.isEqualTo("Name each master once: one that votes twice is no independent one.");
	}

	@Test
	void bloomFiltersWithoutTheirNumbers() {
		for (FailureAnalysis analysis : List.of(StartFailure.of(UnknownFilter.class),
				StartFailure.of(Plain.class, "--pottery.bloom-filters.seen.false-positives=0.1"))) {
			assertThat(analysis.getDescription())
				.startsWith("The property 'pottery.bloom-filters' does not say how many "
						+ "elements the Bloom filter 'seen' is made for.");
			assertThat(analysis.getAction())
				.isEqualTo("Declare the filter there with 'expected-elements', and inject it by its type or its name.");
		}
	}

	@Test
	void unknownSslBundles() {
		FailureAnalysis analysis = StartFailure.of(Plain.class, "--pottery.masters[0].uri=rediss://one:6379",
				"--pottery.masters[0].ssl.bundle=mine");
		assertThat(analysis.getDescription())
			.startsWith("The property 'pottery.masters[0].ssl.bundle' is 'mine', which is no SSL bundle.");
		assertThat(analysis.getAction()).isEqualTo("Declare it under 'spring.ssl.bundle'.");
	}

	@Test
	void unknownTypes() {
		FailureAnalysis analysis = StartFailure.of(Plain.class, "--spring.config.location=classpath:unknown-type.yaml");
		assertThat(analysis.getDescription()).isEqualTo("""
				The property 'pottery.maps.tel.value-type' is 'java.util.List<Phone>', which is not a Java type: \
				it names the class 'Phone', which is not on the class path.

				    Origin: class path resource [unknown-type.yaml] - 4:19""");
		assertThat(analysis.getAction())
			.isEqualTo("Write the full name of a class on the class path, with its own types where it has some, "
					+ "such as 'java.util.List<java.lang.String>'.");
	}

	@Test
	void oneNameInTwoSections() {
		FailureAnalysis analysis = StartFailure.of(Plain.class, "--pottery.maps.tel.value-type=Integer",
				"--pottery.redlocks.tel.key=other");
		assertThat(analysis.getDescription())
			.startsWith("The property 'pottery.redlocks.tel' names a bean that 'pottery.maps' names, too.");
		assertThat(analysis.getAction()).isEqualTo("Rename one of the two.");
	}

	@Test
	void namesThatBeansOfTheApplicationHave() {
		FailureAnalysis analysis = StartFailure.of(OwnTel.class, "--pottery.maps.tel.value-type=Integer");
		assertThat(analysis.getDescription())
			.isEqualTo("The bean 'tel' is declared twice: by the property 'pottery.maps.tel', and by the application, "
					+ "in " + OwnTel.class.getName() + ".");
		assertThat(analysis.getAction()).isEqualTo(
				"Rename one of the two. The Redis key of the one in the properties stays what it was if 'key' names it.");
	}

	@Test
	void timeoutsOfWhatDoesNotBlock() {
		assertRefused(Impatient.class,
				"@Synchronized on " + Impatient.class.getName() + ".work() has the time-out '5s' but does not block.",
				"Remove the time-out, or remove 'blocking = false'.");
	}

	@Test
	void durationsThatAreNone() {
		assertRefused(Timeless.class,
				"@Synchronized on " + Timeless.class.getName()
						+ ".work() has 'soon' as its autoReleaseTime, which is not a duration.",
				"Write a number and a unit, such as '500ms' or '10s', or ISO-8601, such as 'PT10S'.");
	}

	@Test
	void leasesThatAreTooShort() {
		assertRefused(Hasty.class,
				"@Synchronized on " + Hasty.class.getName() + ".work() has an auto-release time of 5 ms.",
				"Give it 10 ms at least.");
	}

	@Test
	void leasesThatAreTooLong() {
		assertRefused(Lengthy.class, "@Synchronized on " + Lengthy.class.getName()
				+ ".work() has an auto-release time of 60000 ms, longer than the 30000 ms that these masters allow.",
				"Shorten it, or raise the property 'pottery.redlock.max-lease' for every client of the masters.");
	}

	@Test
	void leasesOfNamedLocksThatAreTooLong() {
		FailureAnalysis analysis = StartFailure.of(Plain.class, "--pottery.redlock.max-lease=5s",
				"--pottery.redlocks.printer.auto-release-time=6s");
		assertThat(analysis.getDescription())
			.startsWith("The property 'pottery.redlocks.printer.auto-release-time' is 6000 ms, longer than the 5000 ms "
					+ "of 'pottery.redlock.max-lease'.")
			.contains("Origin: \"pottery.redlocks.printer.auto-release-time\" from property source "
					+ "\"commandLineArgs\"");
		assertThat(analysis.getAction())
			.isEqualTo("Shorten it, or raise 'pottery.redlock.max-lease' for every client of the masters.");
	}

	@Test
	void leasesOfAllLocksThatAreTooLong() {
		for (FailureAnalysis analysis : List.of(
				StartFailure.of(Plain.class, "--pottery.redlock.auto-release-time=31s", "--pottery.redlocks.printer="),
				StartFailure.of(InjectedLock.class, "--pottery.redlock.auto-release-time=31s"))) {
			assertThat(analysis.getDescription())
				.startsWith("The property 'pottery.redlock.auto-release-time' is 31000 ms, longer than the 30000 ms of "
						+ "'pottery.redlock.max-lease'.");
		}
	}

	@Test
	void extensionsThatAreTooFew() {
		assertRefused(Shrinking.class,
				"@Synchronized on " + Shrinking.class.getName() + ".work() allows -1 extensions.",
				"Write 0 or more; 'Integer.MAX_VALUE' is without limit.");
	}

	@Test
	void tokensThatNobodyCouldGetAt() {
		assertRefused(FencedStage.class, "@Synchronized on " + FencedStage.class.getName()
				+ ".work() is fenced and returns a CompletableFuture, whose lock belongs to no thread: the method "
				+ "could not get at its token.",
				"Acquire the lock inside of the method, by 'Redlock.async()': the lease has the token.");
	}

	@Test
	void tokensOfWhatFailsOver() {
		for (List<String> servers : List.of(
				List.of("sentinel:main", "--spring.data.redis.sentinel.master=main",
						"--spring.data.redis.sentinel.nodes=127.0.0.1:1"),
				List.of("cluster:127.0.0.1:1", "--spring.data.redis.cluster.nodes=127.0.0.1:1"),
				List.of("sentinel:main", "--pottery.masters=redis-sentinel://127.0.0.1:1#main"))) {
			FailureAnalysis analysis = StartFailure.of(Fenced.class,
					servers.subList(1, servers.size()).toArray(String[]::new));
			assertThat(analysis.getDescription()).isEqualTo("@Synchronized on " + Fenced.class.getName()
					+ ".work() is fenced, and a failover of the one master, '" + servers.get(0)
					+ "', forgets tokens and gives them out again.");
			assertThat(analysis.getAction())
				.isEqualTo("Name independent servers in 'pottery.masters', or remove 'fenced'.");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					redlocks.printer.max-extensions=-1     | 'maxExtensions' must not be negative, was -1
					redlocks.printer.quorum-patience=-1s   | 'quorumPatience' must not be negative, was PT-1S
					redlocks.printer.auto-release-time=1ms | 'autoReleaseTime' of the lock 'printer' must be at least 10 ms, was PT0.001S
					next-ids.orders.max-tries=0            | 'maxTries' must be at least 1, was 0
					queues.jobs.max-deliveries=0           | 'maxDeliveries' must be at least 1, was 0
					deques.recent.max-length=-1            | 'maxLength' must not be negative, was -1
					""",
			quoteCharacter = '"')
	void numbersThatNoStructureTakes(String setting, String problem) {
		FailureAnalysis analysis = StartFailure.of(Plain.class, "--pottery." + setting);
		String bean = "pottery." + setting.substring(0, setting.lastIndexOf('.'));
		assertThat(analysis.getDescription()).startsWith("The property '" + bean + "' opens nothing: " + problem + ".");
		assertThat(analysis.getAction())
			.isEqualTo("Correct the setting of which it speaks; it is written with dashes, such as 'max-extensions'.");
	}

	@Test
	void namedLocksWhoseTokensWouldBeForgotten() {
		FailureAnalysis analysis = StartFailure.of(Plain.class, "--pottery.redlocks.printer.fenced=true",
				"--pottery.masters=redis-sentinel://127.0.0.1:1#main");
		assertThat(analysis.getDescription())
			.startsWith("The property 'pottery.redlocks.printer.fenced' is true, and a failover of the one master, "
					+ "'sentinel:main', forgets tokens and gives them out again.")
			.contains("Origin: \"pottery.redlocks.printer.fenced\" from property source \"commandLineArgs\"");
		assertThat(analysis.getAction())
			.isEqualTo("Name independent servers in 'pottery.masters', or leave the lock unfenced.");
	}

	@Test
	void keysThatAreNoExpressions() {
		FailureAnalysis analysis = StartFailure.of(Broken.class);
		assertThat(analysis.getDescription()).startsWith("@Synchronized on " + Broken.class.getName()
				+ ".work() has the key 'a-#{', which is not an expression: ");
		assertThat(analysis.getAction())
			.isEqualTo("Write expressions as '#{#argument}' within a text, or a single one as '#argument'.");
	}

	@Test
	void resultsWhoseEndNobodyKnows() {
		assertRefused(Unending.class,
				"@Synchronized on " + Unending.class.getName()
						+ ".work() returns a Future, which does not tell when its work is over.",
				"Return a CompletableFuture, a Mono or a Flux.");
	}

	@Test
	void cachesOfNothing() {
		assertRefused(Nothing.class,
				"@RedisCached on " + Nothing.class.getName() + ".work() returns nothing that could be remembered.",
				"Remove the annotation, or return a result.");
	}

	@Test
	void cachesWithTimeoutsThatAreNone() {
		assertRefused(Forgetful.class,
				"@RedisCached on " + Forgetful.class.getName()
						+ ".work() has '0s' as its timeout, which is not a duration of 1 ms at least.",
				"Write a number and a unit, such as '60s', or ISO-8601, such as 'PT1M', or 'none'.");
	}

	@Test
	void cachesThatShareAKey() {
		FailureAnalysis analysis = StartFailure.of(Sharing.class);
		assertThat(analysis.getDescription()).matches("@RedisCached on \\S+\\.(one|two)\\(\\) has the key 'shared' of "
				+ "\\S+\\.(one|two)\\(\\): each would return what the other remembered\\.");
		assertThat(analysis.getAction()).isEqualTo("Give each method a key of its own.");
	}

	@Test
	void cachesThatAreInheritedWithTheirKey() {
		FailureAnalysis analysis = StartFailure.of(Inheriting.class);
		assertThat(analysis.getDescription())
			.matches("@RedisCached on \\S+\\$(Books|Authors)\\.find\\(long\\) has the key 'found' of "
					+ "\\S+\\$(Books|Authors)\\.find\\(long\\): each would return what the other remembered\\.");
		assertThat(analysis.getAction()).isEqualTo("Give each method a key of its own.");
	}

	private static void assertRefused(Class<?> application, String description, String action) {
		FailureAnalysis analysis = StartFailure.of(application);
		assertThat(analysis.getDescription()).isEqualTo(description);
		assertThat(analysis.getAction()).isEqualTo(action);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class UnknownFilter {

		@RedisKey
		BloomFilter<String> seen;

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnTel {

		@Bean
		String tel() {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Impatient {

		@Synchronized(blocking = false, timeout = "5s")
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Timeless {

		@Synchronized(autoReleaseTime = "soon")
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Hasty {

		@Synchronized(autoReleaseTime = "5ms")
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Lengthy {

		@Synchronized(autoReleaseTime = "PT1M")
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class InjectedLock {

		@RedisKey
		Redlock printer;

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shrinking {

		@Synchronized(maxExtensions = -1)
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class FencedStage {

		@Synchronized(fenced = true)
		CompletableFuture<String> work() {
			throw new UnsupportedOperationException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Fenced {

		@Synchronized(fenced = true)
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Broken {

		@Synchronized(key = "a-#{")
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Unending {

		@Synchronized
		Future<String> work() {
			throw new UnsupportedOperationException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nothing {

		@RedisCached
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Forgetful {

		@RedisCached(timeout = "0s")
		String work() {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Inheriting {

		@Bean
		Books books() {
			return new Books();
		}

		@Bean
		Authors authors() {
			return new Authors();
		}

	}

	abstract static class Repository {

		@RedisCached(key = "found")
		String find(long id) {
			return getClass().getSimpleName() + id;
		}

	}

	static class Books extends Repository {

	}

	static class Authors extends Repository {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Sharing {

		@RedisCached(key = "shared")
		String one() {
			return "";
		}

		@RedisCached(key = "shared")
		String two() {
			return "";
		}

	}

}
