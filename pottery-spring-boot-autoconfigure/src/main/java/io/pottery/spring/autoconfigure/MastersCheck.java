package io.pottery.spring.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.pottery.Pottery;
import io.pottery.quorum.UnsuitableMaster;
import io.pottery.quorum.UnsuitableMaster.Flaw;

/**
 * Ends the start of an application whose masters cannot be what they have to be. Masters
 * that are merely down are no reason.
 * <p>
 * It comes last, when most masters have introduced themselves while the other beans were
 * made.
 */
final class MastersCheck implements SmartInitializingSingleton {

	/** Who connects for longer than this is taken for a master that is down. */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

	private final ConfigurableListableBeanFactory beanFactory;

	private final PotteryConnectionDetails connectionDetails;

	/**
	 * Creates the check.
	 * @param beanFactory where the {@link Pottery} beans are
	 * @param connectionDetails the masters that are configured
	 */
	MastersCheck(ConfigurableListableBeanFactory beanFactory, PotteryConnectionDetails connectionDetails) {
		this.beanFactory = beanFactory;
		this.connectionDetails = connectionDetails;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beanFactory.getBeanNamesForType(Pottery.class, false, false)) {
			// A lazy one that nobody has asked for stays unmade.
			if (this.beanFactory.containsSingleton(name)) {
				check(this.beanFactory.getBean(name, Pottery.class));
			}
		}
	}

	private void check(Pottery pottery) {
		List<UnsuitableMaster> unsuitable = pottery.unsuitableMasters(LONGEST_WAIT);
		if (!unsuitable.isEmpty() && !isReplicaForContainers(pottery, unsuitable)) {
			throw new UnsuitableMastersException(unsuitable);
		}
	}

	/**
	 * Tells whether nobody has named a master: the server for the containers is one only
	 * by default, and an application without locks may well read from a replica. That it
	 * does not vote stands in the log.
	 */
	private boolean isReplicaForContainers(Pottery pottery, List<UnsuitableMaster> unsuitable) {
		return pottery.masters().size() == 1 && unsuitable.get(0).flaw() == Flaw.REPLICA
				&& this.connectionDetails.getMasters().isEmpty();
	}

}
