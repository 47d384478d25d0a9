-- since 13
-- Old-fashioned: serial keys, quoted mixed-case names as an ORM wrote them, text columns of fixed widths, rules by CHECK.

CREATE TABLE "Customers" (
    "CustomerID" SERIAL PRIMARY KEY,
    "CompanyName" VARCHAR(40) NOT NULL,
    "Contact Name" VARCHAR(30),
    "Region" CHAR(15),
    "CreditLimit" DECIMAL(10, 2) DEFAULT 0.00,
    "Since" TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    "isActive" BOOL DEFAULT TRUE NOT NULL,
    CONSTRAINT "CK_Customers_Limit" CHECK ("CreditLimit" >= 0 AND "CreditLimit" < 1000000)
);

CREATE TABLE "Orders" (
    "OrderID" SERIAL8,
    "CustomerID" INT4 NOT NULL,
    "OrderDate" DATE DEFAULT ('now'::text)::date,
    "Freight" MONEY,
    "ShipVia" INT2,
    "Rate" FLOAT8 DEFAULT 1.5e-3,
    "Discount" FLOAT4 DEFAULT 0 NOT NULL,
    CONSTRAINT "PK_Orders" PRIMARY KEY ("OrderID"),
    CONSTRAINT "FK_Orders_Customers" FOREIGN KEY ("CustomerID") REFERENCES "Customers" ("CustomerID")
);
CREATE INDEX "IX_Orders_CustomerID" ON "Orders" ("CustomerID");
CREATE INDEX "IX_Orders_Upper" ON "Customers" (UPPER("CompanyName"));

CREATE TABLE "Order Details" (
    "OrderID" BIGINT NOT NULL REFERENCES "Orders",
    "Product.Code" CHARACTER VARYING(20) NOT NULL,
    "100%" INTEGER DEFAULT 100,
    "Quoted ""Name""" TEXT DEFAULT 'it''s a "quote" \ backslash',
    PRIMARY KEY ("OrderID", "Product.Code")
);
COMMENT ON TABLE "Order Details" IS 'a name with a space; columns with a dot, a percent sign and quotes';
COMMENT ON COLUMN "Order Details"."100%" IS '%';

CREATE TABLE tblOLDSTYLE (
    ID INTEGER DEFAULT NEXTVAL('"Customers_CustomerID_seq"') NOT NULL,
    FLAGS BIT(8) DEFAULT B'00000001' NOT NULL,
    CODE CHAR DEFAULT 'A',
    MEMO TEXT
);
CREATE UNIQUE INDEX tblOLDSTYLE_ID ON tblOLDSTYLE (ID);

-- a table that was renamed: its sequence, key and constraint keep the old name
CREATE TABLE staff (id SERIAL PRIMARY KEY, boss INTEGER REFERENCES staff, name TEXT NOT NULL);
ALTER TABLE staff RENAME TO employees;
