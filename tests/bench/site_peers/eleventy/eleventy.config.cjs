// The same site as eventbook makes of the same records, in one language; see bench_site.py.
const slug = (text) => String(text || "").normalize("NFKD").replace(/[^\w]+/g, "-").toLowerCase();
module.exports = (config) => {
  config.addFilter("slug_of", slug);
  config.addFilter("json", (value) => JSON.stringify(value).replace(/</g, "\\u003c"));
  config.addFilter("name_of", (key, people) => (people.find((one) => one.key === key) || {}).name);
  config.addPassthroughCopy({ "../hugo/static": "." });
  return { dir: { input: ".", output: "_site" }, htmlTemplateEngine: "njk" };
};
