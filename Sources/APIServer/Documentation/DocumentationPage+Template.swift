extension DocumentationPage {
    static let style = """
        :root { color-scheme: light dark; --line: #8884; --soft: #8882; --accent: #2563a8; }
        @media (prefers-color-scheme: dark) { :root { --accent: #7db4ee; } }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 62rem; padding: 1.5rem; }
        h1 { margin-bottom: 0; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
        section { margin: 1.5rem 0; } h3 { margin: 0 0 .3rem; }
        code, .method { font: .92em ui-monospace, monospace; } a { color: var(--accent); }
        .method { background: var(--accent); color: Canvas; border-radius: .25rem; padding: .1rem .45rem; }
        table { border-collapse: collapse; width: 100%; margin: .6rem 0; display: block; overflow-x: auto; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
        th { background: var(--soft); font-weight: 600; } nav li { margin: .15rem 0; }
        pre { background: var(--soft); padding: .8rem; overflow-x: auto; border-radius: .3rem; }
        """

    static let template = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}} API</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <h1>{{title}} API</h1>
        <p>{{description}}</p>
        <p>The same for programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>
        <h2>First steps</h2>
        <pre>curl -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d @request.json $URL/new
        curl -H "Authorization: Bearer $KEY" "$URL/status?task_id=$ID&amp;wait=30"
        curl -H "Authorization: Bearer $KEY" --compressed "$URL/getresult?task_id=$ID"</pre>
        <p>The key may also go as <code>X-API-Key: $KEY</code> or <code>curl -u me:$KEY</code>. A server on loopback
        without keys needs none.</p>
        <nav><ul>
        {{#operations}}<li><a href="#{{anchor}}"><code>{{method}} {{path}}</code></a> {{summary}}</li>
        {{/operations}}</ul></nav>
        <h2>Calls</h2>
        {{#operations}}
        <section id="{{anchor}}">
        <h3><span class="method">{{method}}</span> <code>{{path}}</code></h3>
        <p>{{summary}}. {{description}}{{#isOpen}} Needs no key.{{/isOpen}}</p>
        {{#hasParameters}}
        <table><tr><th>Parameter</th><th>In</th><th>Type</th><th></th></tr>
        {{#parameters}}<tr><td><code>{{name}}</code>{{#isRequired}} (required){{/isRequired}}</td><td>{{place}}</td><td>{{type}}</td><td>{{description}}</td></tr>
        {{/parameters}}</table>
        {{/hasParameters}}
        <table><tr><th>Status</th><th>Body</th><th></th></tr>
        {{#responses}}<tr><td>{{status}}</td><td>{{schema}}</td><td>{{description}}</td></tr>
        {{/responses}}</table>
        </section>
        {{/operations}}
        <h2>Bodies</h2>
        {{#schemas}}
        <section>
        <h3>{{name}}</h3>
        <table><tr><th>Field</th><th>Type</th><th></th></tr>
        {{#fields}}<tr><td><code>{{name}}</code>{{#isRequired}} (required){{/isRequired}}</td><td>{{type}}</td><td>{{description}}</td></tr>
        {{/fields}}</table>
        </section>
        {{/schemas}}
        <h2>Problems</h2>
        <table><tr><th>Type</th><th>Status</th><th></th></tr>
        {{#problems}}<tr><td><code>{{uri}}</code></td><td>{{status}}</td><td>{{title}}</td></tr>
        {{/problems}}</table>
        </body>
        </html>
        """
}
