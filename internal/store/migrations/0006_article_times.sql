-- For finding an article that has moved to another address and id.
CREATE INDEX articles_published ON articles (publisher, published) WHERE published <> 0;
