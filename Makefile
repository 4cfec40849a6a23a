MVN ?= mvn

.PHONY: test format check mutation nullness docs

test:
	$(MVN) verify

format:
	$(MVN) spring-javaformat:apply

check:
	$(MVN) validate

# How well the tests of the quorum's decisions would notice if those changed.
mutation:
	$(MVN) -Pmutation -pl pottery-core -am process-test-classes

# The next two need JAVA_HOME at a JDK of 22 or newer.
nullness:
	$(MVN) -Pnullness compile

docs:
	$(MVN) compile javadoc:aggregate
