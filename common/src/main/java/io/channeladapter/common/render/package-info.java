/**
 * A checked reply and the API that it goes by in, the messages that Twitter is to be sent out, in their order. The router
 * looks whether they are too many, the egress sends them. Pure.
 */
@NullMarked
package io.channeladapter.common.render;

import org.jspecify.annotations.NullMarked;
