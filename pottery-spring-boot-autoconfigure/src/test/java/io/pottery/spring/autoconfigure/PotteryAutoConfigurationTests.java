package io.pottery.spring.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

import io.pottery.Pottery;
import io.pottery.codec.JsonCodec;
import io.pottery.connection.MasterSettings;
import io.pottery.container.ContainerSettings;
import io.pottery.exception.UnencodableValueException;
import io.pottery.spring.TestApplications;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class PotteryAutoConfigurationTests {

	private final ApplicationContextRunner offline = TestApplications.offline();

	@Test
	void thereIsOnePottery() {
		this.offline.run((context) -> assertThat(context).hasSingleBean(Pottery.class)
			.hasSingleBean(PropertiesPotteryConnectionDetails.class));
	}

	@Test
	void limitsAreConfigured() {
		this.offline
			.withPropertyValues("pottery.containers.distinct-elements=7",
					"pottery.containers.temporary-time-to-live=2m", "pottery.json.max-depth=2",
					"pottery.json.max-text-length=64B")
			.run((context) -> {
				ContainerSettings settings = context.getBean(Pottery.class).settings();
				assertThat(settings.distinctElements()).isEqualTo(7);
				assertThat(settings.temporaryTimeToLive()).isEqualTo(Duration.ofMinutes(2));
				JsonCodec<Object> codec = settings.codecs().of(Object.class);
				assertThat(codec.encode(List.of(List.of()), "key")).isNotEmpty();
				assertThatExceptionOfType(UnencodableValueException.class)
					.isThrownBy(() -> codec.encode(List.of(List.of(List.of())), "key"));
				assertThatExceptionOfType(UnencodableValueException.class)
					.isThrownBy(() -> codec.encode("x".repeat(64), "key"));
			});
	}

	@Test
	void thereIsNoneWithoutAConnectionFactory() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PotteryAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Pottery.class));
	}

	@Test
	void thereIsNoneWhereConnectionFactoriesAreMany() {
		this.offline.withUserConfiguration(TwoFactories.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Pottery.class));
	}

	@Test
	void theApplicationsOwnPotteryWins() {
		this.offline.withUserConfiguration(OwnPottery.class)
			.run((context) -> assertThat(context.getBeanNamesForType(Pottery.class)).containsExactly("mine"));
	}

	@Test
	void theConnectionFactoryIsFoundWhateverItsName() {
		this.offline.withUserConfiguration(OwnFactory.class)
			.run((context) -> assertThat(context).hasSingleBean(Pottery.class)
				.hasSingleBean(RedisConnectionFactory.class));
	}

	@Test
	void springBootsRedisBeansStay() {
		Set<String> without = new TreeSet<>();
		Set<String> with = new TreeSet<>();
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, JacksonAutoConfiguration.class))
			.run((context) -> without.addAll(redisBeans(context.getSourceApplicationContext())));
		this.offline.withPropertyValues("pottery.masters=redis://a:1,redis://b:2,redis://c:3")
			.run((context) -> with.addAll(redisBeans(context.getSourceApplicationContext())));
		assertThat(with).isEqualTo(without).contains("redisConnectionFactory", "stringRedisTemplate");
	}

	private static List<String> redisBeans(ConfigurableApplicationContext context) {
		return Arrays.stream(context.getBeanDefinitionNames())
			.filter((name) -> name.toLowerCase(java.util.Locale.ROOT).contains("redis"))
			.filter((name) -> !name.contains("pottery"))
			.toList();
	}

	@Test
	void mastersAreThoseOfTheProperties() {
		this.offline
			.withPropertyValues("pottery.masters[0]=redis://a:1", "pottery.masters[1].uri=redis://b:2",
					"pottery.masters[1].alias=second", "pottery.masters[2]=redis://c:3")
			.run((context) -> assertThat(context.getBean(Pottery.class).masters()).containsExactly("a:1", "second",
					"c:3"));
	}

	@Test
	void mastersAreThoseOfConnectionDetails() {
		this.offline.withUserConfiguration(OwnDetails.class)
			.withPropertyValues("pottery.masters=redis://a:1")
			.run((context) -> assertThat(context).doesNotHaveBean(PropertiesPotteryConnectionDetails.class)
				.getBean(Pottery.class)
				.extracting(Pottery::masters)
				.isEqualTo(List.of("d:4")));
	}

	@Test
	void theApplicationsOwnRedisIsTheMasterOtherwise(CapturedOutput output) {
		this.offline.withPropertyValues("spring.data.redis.host=own", "spring.data.redis.port=7")
			.run((context) -> assertThat(context.getBean(Pottery.class).masters()).containsExactly("own:7"));
		assertThat(output).contains("Locks and ids have one master, the application's own Redis at own:7: they stop "
				+ "when it does, and it forgets the locks that are held when it loses its data.");
	}

	@Test
	void theApplicationsOwnSentinelIsTheMasterOtherwise(CapturedOutput output) {
		this.offline
			.withPropertyValues("spring.data.redis.sentinel.master=main", "spring.data.redis.sentinel.nodes=a:1,b:2")
			.run((context) -> assertThat(context.getBean(Pottery.class).masters()).containsExactly("sentinel:main"));
		assertThat(output).contains("Locks and ids have one master, 'main' of the application's own Sentinel: "
				+ "a failover loses the locks that are held.");
	}

	@Test
	void theApplicationsOwnClusterIsTheMasterOtherwise(CapturedOutput output) {
		this.offline.withPropertyValues("spring.data.redis.cluster.nodes=a:1,b:2")
			.run((context) -> assertThat(context.getBean(Pottery.class).masters()).containsExactly("cluster:a:1"));
		assertThat(output).contains("Locks and ids have one master, the application's own Redis Cluster: "
				+ "a failover loses the locks that are held.");
	}

	@Test
	void thereIsNoMasterWhereNobodyKnowsTheServer(CapturedOutput output) {
		this.offline.withUserConfiguration(OwnFactory.class)
			.run((context) -> assertThat(context.getBean(Pottery.class).masters()).isEmpty());
		assertThat(output).contains("There are no locks and no ids: 'pottery.masters' names no servers");
	}

	@Test
	void nothingIsSaidAboutMastersThatAreConfigured(CapturedOutput output) {
		this.offline.withPropertyValues("pottery.masters=redis://a:1").run((context) -> context.getBean(Pottery.class));
		assertThat(output).doesNotContain("Locks and ids");
	}

	@Test
	void springBootsRedisModuleIsOptional() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PotteryAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(DataRedisConnectionDetails.class))
			.withUserConfiguration(OwnFactory.class)
			.run((context) -> assertThat(context).hasSingleBean(Pottery.class));
	}

	@Test
	void keysHaveThePrefix() {
		String key = KeyNames.fresh();
		TestApplications.online().withPropertyValues("pottery.key-prefix=shop:").run((context) -> {
			Pottery pottery = context.getBean(Pottery.class);
			pottery.map(key, String.class, String.class).put("a", "b");
			assertThat(RedisServer.shared().command("HGET", "shop:" + key, "\"a\"")).isEqualTo("\"b\"");
		});
	}

	@Test
	void leasesAreNotLongerThanConfigured() {
		this.offline
			.withPropertyValues("pottery.masters=redis://a:1", "pottery.redlock.max-lease=5s",
					"pottery.redlocks.printer.auto-release-time=6s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPotteryPropertyException.class));
	}

	@Test
	void theApplicationsJacksonModulesReachTheCodecs() {
		String key = KeyNames.fresh();
		TestApplications.online().withUserConfiguration(OwnModule.class).run((context) -> {
			context.getBean(Pottery.class).map(key, String.class, Seat.class).put("a", new Seat(3, 7));
			assertThat(RedisServer.shared().command("HGET", key, "\"a\"")).isEqualTo("\"3/7\"");
		});
	}

	@Test
	void theApplicationsWebSettingsDoNotReachTheCodecs() {
		String key = KeyNames.fresh();
		TestApplications.online()
			.withPropertyValues("spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE")
			.run((context) -> {
				context.getBean(Pottery.class).map(key, String.class, Seat.class).put("a", new Seat(3, 7));
				assertThat(RedisServer.shared().command("HGET", key, "\"a\"")).isEqualTo("{\"place\": 7, \"row\": 3}");
			});
	}

	record Seat(int row, int place) {
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoFactories {

		@Bean
		LettuceConnectionFactory one() {
			return new LettuceConnectionFactory(new RedisStandaloneConfiguration("one", 1));
		}

		@Bean
		LettuceConnectionFactory two() {
			return new LettuceConnectionFactory(new RedisStandaloneConfiguration("two", 2));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		LettuceConnectionFactory anyName() {
			return new LettuceConnectionFactory(new RedisStandaloneConfiguration("elsewhere", 1));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPottery {

		@Bean
		Pottery mine() {
			return Pottery.create("redis://mine:1");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDetails {

		@Bean
		PotteryConnectionDetails details() {
			return () -> List.of(MasterSettings.of("redis://d:4"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnModule {

		@Bean
		JacksonModule seats() {
			return new SimpleModule().addSerializer(Seat.class, new ValueSerializer<Seat>() {

				@Override
				public void serialize(Seat seat, JsonGenerator generator, SerializationContext context) {
					generator.writeString(seat.row() + "/" + seat.place());
				}

			}).addDeserializer(Seat.class, new ValueDeserializer<Seat>() {

				@Override
				public Seat deserialize(JsonParser parser, DeserializationContext context) {
					String[] parts = parser.getString().split("/");
					return new Seat(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
				}

			});
		}

	}

}
