package io.channeladapter.config.page;

import io.channeladapter.config.access.Principal;

/**
 * Who looks at a page.
 *
 * @param principal who signed in, and what this one may do
 * @param csrf token that each form of the session sends back
 */
record Visitor(Principal principal, String csrf) {}
