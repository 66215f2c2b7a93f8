/** Requests of Twitter in, answers out; what is genuine goes on to the step {@code publish}, once the steps {@code secret}, {@code limit} and {@code verify} let it pass. */
@NullMarked
package io.channeladapter.ingress.http;

import org.jspecify.annotations.NullMarked;
