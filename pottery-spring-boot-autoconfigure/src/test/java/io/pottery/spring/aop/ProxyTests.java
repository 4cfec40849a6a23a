package io.pottery.spring.aop;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import io.pottery.Pottery;
import io.pottery.annotation.RedisCached;
import io.pottery.annotation.Synchronized;
import io.pottery.quorum.Lease;
import io.pottery.spring.RedisCaches;
import io.pottery.spring.TestApplications;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class ProxyTests {

	private final String key = KeyNames.fresh();

	private final ApplicationContextRunner application = TestApplications.online()
		.withUserConfiguration(Beans.class)
		.withPropertyValues("the.key=" + this.key, "pottery.redlock.auto-release-time=30s");

	@Test
	void proxiesAreSubclasses() {
		this.application.run((context) -> {
			TestApplications.awaitMasters(context);
			Desk desk = context.getBean(Desk.class);
			assertThat(AopUtils.isCglibProxy(desk)).isTrue();
			assertThat(desk.locked()).isTrue();
			assertThat(desk.lockedByInterface()).isTrue();
		});
	}

	@Test
	void proxiesAreOfInterfacesIfWanted() {
		this.application.withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			TestApplications.awaitMasters(context);
			Desk desk = context.getBean(Desk.class);
			assertThat(Proxy.isProxyClass(desk.getClass())).isTrue();
			assertThat(desk.locked()).isTrue();
			assertThat(desk.lockedByInterface()).isTrue();
		});
	}

	@Test
	void nothingElseNeedsToProxy() {
		this.application.withPropertyValues("spring.aop.auto=false").run((context) -> {
			TestApplications.awaitMasters(context);
			assertThat(context.getBean(Desk.class).locked()).isTrue();
		});
	}

	@Test
	void annotationsAreNotHeededIfNotWanted() {
		this.application.withPropertyValues("pottery.annotations.enabled=false").run((context) -> {
			assertThat(AopUtils.isAopProxy(context.getBean(Desk.class))).isFalse();
			assertThat(context).doesNotHaveBean("potterySynchronizedAdvisor");
		});
	}

	@Test
	void annotationsAreNotIgnoredWithoutPottery() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PotteryAnnotationsAutoConfiguration.class))
			.withUserConfiguration(Lonely.class)
			.run((context) -> assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
				.isThrownBy(() -> context.getBean(LonelyDesk.class).work())
				.satisfies((ex) -> assertThat(ex.getBeanType()).isEqualTo(Pottery.class)));
	}

	@Test
	void everyBeanIsSeenByEveryPostProcessor(CapturedOutput output) {
		this.application.run((context) -> {
			TestApplications.awaitMasters(context);
			context.getBean(Desk.class).locked();
		});
		assertThat(output).doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
	}

	@Test
	void methodsThatCannotBeInterceptedAreNamed(CapturedOutput output) {
		this.application.withUserConfiguration(Unreachable.class).run((context) -> assertThat(context).hasNotFailed());
		String name = UnreachableDesk.class.getName();
		assertThat(output)
			.contains("@Synchronized on " + name + ".fixed() has no effect: no proxy can intercept a final method")
			.contains("@Synchronized on " + name + ".secret() has no effect: no proxy can intercept a private method")
			.contains("@RedisCached on " + name + ".common() has no effect: no proxy can intercept a static method");
	}

	@Test
	void finalMethodsOfInterfacesAreIntercepted(CapturedOutput output) {
		this.application.withPropertyValues("spring.aop.proxy-target-class=false")
			.withUserConfiguration(Final.class)
			.run((context) -> {
				TestApplications.awaitMasters(context);
				assertThat(context.getBean("finalDesk", Desk.class).locked()).isTrue();
			});
		assertThat(output).doesNotContain("has no effect");
	}

	@Test
	void theLockIsOutsideTheTransaction() {
		this.application.withUserConfiguration(Transactions.class).run((context) -> {
			TestApplications.awaitMasters(context);
			context.getBean(TransactionalDesk.class).work();
			assertThat(context.getBean(RecordingTransactionManager.class).events).containsExactly("begin locked",
					"commit locked");
			assertThat(TestApplications.redlock(context.getBean(Pottery.class), this.key).isLocked()).isFalse();
		});
	}

	@Test
	void theLockIsInsideTheTransactionIfWanted() {
		this.application.withUserConfiguration(OuterTransactions.class).run((context) -> {
			TestApplications.awaitMasters(context);
			context.getBean(TransactionalDesk.class).work();
			assertThat(context.getBean(RecordingTransactionManager.class).events).containsExactly("begin free",
					"commit free");
		});
	}

	@Test
	void theOrderIsAProperty() {
		this.application
			.withPropertyValues("pottery.annotations.synchronized-order=7", "pottery.annotations.redis-cached-order=8")
			.run((context) -> {
				assertThat(context.getBean("potterySynchronizedAdvisor", Ordered.class).getOrder()).isEqualTo(7);
				assertThat(context.getBean("potteryRedisCachedAdvisor", Ordered.class).getOrder()).isEqualTo(8);
			});
	}

	@Test
	void aHitNeedsNoLock() {
		this.application.run((context) -> {
			TestApplications.awaitMasters(context);
			CachedDesk desk = context.getBean(CachedDesk.class);
			assertThat(desk.locked()).isTrue();
			try (Lease lease = TestApplications.redlock(context.getBean(Pottery.class), this.key + "-lock").acquire()) {
				assertThat(desk.locked()).isTrue();
				assertThat(lease.isValid()).isTrue();
			}
			context.getBean(RedisCaches.class).clear(this.key + "-cached");
		});
	}

	interface Desk {

		boolean locked();

		@Synchronized(key = "${the.key}-interface")
		boolean lockedByInterface();

	}

	static class DefaultDesk implements Desk {

		private final Pottery pottery;

		private final String key;

		DefaultDesk(Pottery pottery, String key) {
			this.pottery = pottery;
			this.key = key;
		}

		@Override
		@Synchronized(key = "${the.key}")
		public boolean locked() {
			return TestApplications.redlock(this.pottery, this.key).isLocked();
		}

		@Override
		public boolean lockedByInterface() {
			return TestApplications.redlock(this.pottery, this.key + "-interface").isLocked();
		}

	}

	static class FinalDesk implements Desk {

		private final Pottery pottery;

		private final String key;

		FinalDesk(Pottery pottery, String key) {
			this.pottery = pottery;
			this.key = key;
		}

		@Override
		@Synchronized(key = "${the.key}")
		public final boolean locked() {
			return TestApplications.redlock(this.pottery, this.key).isLocked();
		}

		@Override
		public boolean lockedByInterface() {
			return false;
		}

	}

	static class CachedDesk {

		private final Pottery pottery;

		private final String key;

		CachedDesk(Pottery pottery, String key) {
			this.pottery = pottery;
			this.key = key;
		}

		@RedisCached(key = "${the.key}-cached")
		@Synchronized(key = "${the.key}-lock", blocking = false)
		boolean locked() {
			return TestApplications.redlock(this.pottery, this.key + "-lock").isLocked();
		}

	}

	static class UnreachableDesk {

		@RedisCached
		static String common() {
			return "";
		}

		@Synchronized
		final void fixed() {
			secret();
		}

		@Synchronized
		private void secret() {
		}

	}

	static class TransactionalDesk {

		@Transactional
		@Synchronized(key = "${the.key}")
		void work() {
		}

	}

	static class LonelyDesk {

		@Synchronized
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Desk desk(Pottery pottery, @Value("${the.key}") String key) {
			return new DefaultDesk(pottery, key);
		}

		@Bean
		CachedDesk cachedDesk(Pottery pottery, @Value("${the.key}") String key) {
			return new CachedDesk(pottery, key);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lonely {

		@Bean
		LonelyDesk lonelyDesk() {
			return new LonelyDesk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unreachable {

		@Bean
		UnreachableDesk unreachableDesk() {
			return new UnreachableDesk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Final {

		@Bean
		Desk finalDesk(Pottery pottery, @Value("${the.key}") String key) {
			return new FinalDesk(pottery, key);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true, order = 0)
	@Import(TransactionBeans.class)
	static class OuterTransactions {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	@Import(TransactionBeans.class)
	static class Transactions {

	}

	@Configuration(proxyBeanMethods = false)
	static class TransactionBeans {

		@Bean
		RecordingTransactionManager transactionManager(Pottery pottery, @Value("${the.key}") String key) {
			return new RecordingTransactionManager(pottery, key);
		}

		@Bean
		TransactionalDesk transactionalDesk() {
			return new TransactionalDesk();
		}

	}

	/**
	 * Writes down whether the lock is held when a transaction begins and ends.
	 */
	static class RecordingTransactionManager extends AbstractPlatformTransactionManager {

		final List<String> events = new ArrayList<>();

		private final transient Pottery pottery;

		private final String key;

		RecordingTransactionManager(Pottery pottery, String key) {
			this.pottery = pottery;
			this.key = key;
		}

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			record("begin");
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			record("commit");
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			record("rollback");
		}

		private void record(String event) {
			this.events
				.add(event + (TestApplications.redlock(this.pottery, this.key).isLocked() ? " locked" : " free"));
		}

	}

}
